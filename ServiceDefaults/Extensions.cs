using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace ServiceDefaults;

/// <summary>What every service of this system has alike: telemetry, resilience and health.</summary>
public static class Extensions
{
    /// <param name="sources">Names of the service's own activity sources.</param>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder, params string[] sources)
        where TBuilder : IHostApplicationBuilder
    {
        // Nobody listens without an endpoint, and a cold start pays for every provider that is built.
        if (Telemetry.HasEndpoint)
            builder.AddOpenTelemetry(sources);

        builder.Services.AddHealthChecks().AddCheck("self", () => HealthCheckResult.Healthy(), ["live"]);
        builder.Services.ConfigureHttpClientDefaults(http => http.AddStandardResilienceHandler());
        return builder;
    }

    /// <summary><c>GET /health</c>: <c>{"status":"Healthy"}</c>, or 503.</summary>
    public static WebApplication MapDefaultEndpoints(this WebApplication app)
    {
        app.MapHealthChecks("/health", new HealthCheckOptions
        {
            ResponseWriter = static (context, report) =>
            {
                context.Response.ContentType = "application/json";
                return context.Response.WriteAsync($$"""{"status":"{{report.Status}}"}""");
            },
        });
        return app;
    }

    private static void AddOpenTelemetry(this IHostApplicationBuilder builder, string[] sources)
    {
        builder.Logging.AddOpenTelemetry(logging =>
        {
            logging.IncludeFormattedMessage = true;
            logging.IncludeScopes = true;
            logging.SetResourceBuilder(Telemetry.Resource());
            logging.AddOtlpExporter(Telemetry.Export);
        });
        builder.Services.AddOpenTelemetry()
            .WithTracing(tracing => tracing
                .SetResourceBuilder(Telemetry.Resource())
                .AddSource(sources)
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation(http => http.FilterHttpRequestMessage = Telemetry.IsTraced)
                .AddOtlpExporter(Telemetry.Export))
            .WithMetrics(metrics => metrics
                .SetResourceBuilder(Telemetry.Resource())
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation()
                .AddOtlpExporter(Telemetry.Export));
    }
}

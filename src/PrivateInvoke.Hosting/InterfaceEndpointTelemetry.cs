using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using PrivateInvoke.Local.Endpoint;
using PrivateInvoke.Local.Lambda.Front;

namespace Aspire.Hosting;

/// <summary>
/// An interface endpoint's own traces and structured logs: it runs in the AppHost, whose telemetry the dashboard does not get, and sends
/// as a service of its own name.
/// </summary>
internal sealed class InterfaceEndpointTelemetry : IDisposable
{
    private readonly TracerProvider? _traces;
    private readonly ILoggerFactory? _logs;

    private InterfaceEndpointTelemetry(TracerProvider? traces, ILoggerFactory? logs, string name)
    {
        (_traces, _logs) = (traces, logs);
        Logger = logs?.CreateLogger(name) ?? NullLogger.Instance;
    }

    /// <summary>Its lines are structured logs of the endpoint in the dashboard.</summary>
    public ILogger Logger { get; }

    /// <returns>Silent where there is no dashboard.</returns>
    public static async Task<InterfaceEndpointTelemetry> StartAsync(InterfaceEndpointResource resource, IServiceProvider services, CancellationToken cancel)
    {
        if (services.GetRequiredService<DistributedApplicationOptions>().DisableDashboard)
            return new InterfaceEndpointTelemetry(null, null, resource.Name);

        // What Aspire tells a project in its environment.
        var context = new EnvironmentCallbackContext(
            services.GetRequiredService<DistributedApplicationExecutionContext>(), resource, [], cancel);
        foreach (var annotation in resource.Annotations.OfType<EnvironmentCallbackAnnotation>())
            await annotation.Callback(context);

        if (await TextAsync(context, "OTEL_EXPORTER_OTLP_ENDPOINT", cancel) is not { Length: > 0 } address)
            return new InterfaceEndpointTelemetry(null, null, resource.Name);

        var protocol = await TextAsync(context, "OTEL_EXPORTER_OTLP_PROTOCOL", cancel);
        var headers = await TextAsync(context, "OTEL_EXPORTER_OTLP_HEADERS", cancel);

        // Without an instance's id: where a packet was dropped, the dashboard itself adds the resource that a caller's span calls, which is
        // a single one and has none. Two of one name would be shown with their ids behind it.
        var service = ResourceBuilder.CreateEmpty().AddService(resource.Name, autoGenerateServiceInstanceId: false);
        return new InterfaceEndpointTelemetry(
            Sdk.CreateTracerProviderBuilder()
                .SetResourceBuilder(service)

                // A caller that traces nothing of its own says that nothing is to be: its decisions count all the same.
                .SetSampler(new AlwaysOnSampler())
                .AddSource(PathActivity.SourceName, FrontDoorActivity.SourceName)
                .AddOtlpExporter(options => Export(options, "v1/traces"))
                .Build(),
            LoggerFactory.Create(logging => logging.AddOpenTelemetry(open =>
            {
                open.IncludeFormattedMessage = true;
                open.SetResourceBuilder(service);
                open.AddOtlpExporter((options, processor) =>
                {
                    Export(options, "v1/logs");
                    processor.BatchExportProcessorOptions.ScheduledDelayMilliseconds = Delay;
                });
            })),
            resource.Name);

        void Export(OtlpExporterOptions options, string path)
        {
            options.Protocol = protocol == "http/protobuf" ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
            options.Endpoint = protocol == "http/protobuf" ? new Uri($"{address.TrimEnd('/')}/{path}") : new Uri(address);
            options.Headers = headers;
            options.BatchExportProcessorOptions.ScheduledDelayMilliseconds = Delay;
        }
    }

    /// <summary>As Aspire sets it in development: the dashboard shows it at once.</summary>
    private const int Delay = 1000;

    public void Dispose()
    {
        _traces?.Dispose();
        _logs?.Dispose();
    }

    private static async Task<string?> TextAsync(EnvironmentCallbackContext context, string variable, CancellationToken cancel) =>
        context.EnvironmentVariables.GetValueOrDefault(variable) switch
        {
            string text => text,
            IValueProvider later => await later.GetValueAsync(cancel),
            var other => other?.ToString(),
        };
}

using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace ServiceDefaults;

/// <summary>OTLP export that never delays an invoke: batches leave in the background, and what cannot leave quickly is dropped.</summary>
public static class Telemetry
{
    private const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>
    /// A VPC function without NAT has no way to a collector outside, and an exporter that waits would hold its environment.
    /// </summary>
    private static readonly TimeSpan ExportTimeout = TimeSpan.FromSeconds(1);

    /// <summary>Host and port of <c>127.0.0.1:9001/function</c>, which is <c>127.0.0.1:9001</c> in Lambda.</summary>
    private static readonly string? RuntimeApi = Environment.GetEnvironmentVariable("AWS_LAMBDA_RUNTIME_API")?.Split('/')[0];

    /// <summary>The runtime asks for the next event until there is one: a trace of the wait would say nothing of any invoke.</summary>
    internal static bool IsTraced(HttpRequestMessage request) => RuntimeApi is null || request.RequestUri?.Authority != RuntimeApi;

    internal static bool HasEndpoint => !string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable(EndpointVariable));

    /// <summary>Traces for a function that has no host builder. Dispose it at the end of the process; null without an endpoint.</summary>
    public static IDisposable? Start(params string[] sources) => HasEndpoint
        ? Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(Resource())
            .AddSource(sources)
            .AddOtlpExporter(Export)
            .Build()
        : null;

    internal static ResourceBuilder Resource()
    {
        var resource = ResourceBuilder.CreateDefault();
        return Environment.GetEnvironmentVariable("AWS_LAMBDA_FUNCTION_NAME") is { Length: > 0 } function
            ? resource.AddService(function, autoGenerateServiceInstanceId: true).AddEnvironmentVariableDetector()
            : resource;
    }

    internal static void Export(OtlpExporterOptions options)
    {
        // A collector on this machine answers or refuses. A busy machine takes more than a second for the first export of a process.
        if (!options.Endpoint.IsLoopback)
            options.TimeoutMilliseconds = (int)ExportTimeout.TotalMilliseconds;
        options.ExportProcessorType = ExportProcessorType.Batch;
    }
}

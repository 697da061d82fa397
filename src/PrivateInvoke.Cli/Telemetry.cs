using OpenTelemetry;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using PrivateInvoke.Local.Endpoint;
using PrivateInvoke.Local.Lambda.Front;

namespace PrivateInvoke.Cli;

/// <summary>Each decision of the endpoint as a span <c>invoke-path</c>, and each request to the front door, for whoever collects them.</summary>
internal static class Telemetry
{
    /// <returns>Null where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names nobody.</returns>
    public static TracerProvider? Start() =>
        Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT") is { Length: > 0 }
            ? Sdk.CreateTracerProviderBuilder()
                .ConfigureResource(resource => resource.AddService("private-invoke"))
                // A caller that traces nothing of its own says that nothing is to be: its decisions count all the same.
                .SetSampler(new AlwaysOnSampler())
                .AddSource(PathActivity.SourceName, FrontDoorActivity.SourceName)
                .AddOtlpExporter()
                .Build()
            : null;
}

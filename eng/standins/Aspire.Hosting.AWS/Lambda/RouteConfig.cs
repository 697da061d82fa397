using System.Text.Json.Serialization;

namespace Aspire.Hosting.AWS.Lambda;

/// <summary>What the gateway reads in <c>APIGATEWAY_EMULATOR_ROUTE_CONFIG_…</c>.</summary>
internal sealed record RouteConfig(
    string LambdaResourceName,
    string Endpoint,
    [property: JsonConverter(typeof(JsonStringEnumConverter))] Method HttpMethod,
    string Path);

using System.Text.Json.Serialization;
using Amazon.Lambda.APIGatewayEvents;

namespace Functions.Caller;

/// <summary>The events of payload format 2.0, which the hosting package reads and writes.</summary>
[JsonSerializable(typeof(APIGatewayHttpApiV2ProxyRequest))]
[JsonSerializable(typeof(APIGatewayHttpApiV2ProxyResponse))]
internal sealed partial class CallerJson : JsonSerializerContext;

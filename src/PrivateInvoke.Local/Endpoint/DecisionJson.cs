using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using PrivateInvoke.Paths;

namespace PrivateInvoke.Local.Endpoint;

/// <summary>A decision as one line of JSON. No key, no payload and no header is in it.</summary>
public static class DecisionJson
{
    // Nothing here is put into HTML: arrows and quotes stay what they are.
    private static readonly DecisionContext OneLine =
        new(new JsonSerializerOptions(DecisionContext.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static string ToJson(this EndpointDecision decision) => JsonSerializer.Serialize(
        new DecisionRecord(
            decision.Time, decision.Caller, decision.Callee, decision.Verdict, decision.Action, $"{decision.Fault}", decision.Reason,
            decision.Hop is { } hop ? new DecisionRecord.At(hop.Kind, hop.Code, hop.Address, hop.Attribute, hop.Fix) : null),
        OneLine.DecisionRecord);
}

/// <param name="Fault">Empty without one.</param>
internal sealed record DecisionRecord(
    DateTimeOffset Time, string Caller, string? Callee, Verdict Verdict, EndpointAction Action, string Fault, string Reason, DecisionRecord.At? Hop)
{
    public sealed record At(HopKind Kind, string Code, string? Address, string? Attribute, string? Fix);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(DecisionRecord))]
internal sealed partial class DecisionContext : JsonSerializerContext;

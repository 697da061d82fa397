using System.Text.Json;
using System.Text.Json.Nodes;

namespace PrivateInvoke.Terraform.Stacks;

/// <summary>
/// What an emulator answers otherwise than AWS, each time that it is asked. LocalStack's <c>DescribeVpcEndpoints</c> leaves
/// <c>Version</c> out of an endpoint's policy.
/// </summary>
internal static class EmulatorDifference
{
    public const string Type = "aws_vpc_endpoint";

    /// <param name="plan">In JSON, as <c>terraform show</c> writes it.</param>
    /// <returns>Addresses of the resources that differ from the state in that, and in nothing else.</returns>
    public static IReadOnlyList<string> Of(JsonElement plan) =>
        plan.TryGetProperty("resource_drift", out var drift) && drift.ValueKind is JsonValueKind.Array
            ? [.. drift.EnumerateArray().Where(IsOwn).Select(resource => UiEvent.Text(resource, "address"))]
            : [];

    private static bool IsOwn(JsonElement resource) =>
        UiEvent.Text(resource, "type") == Type
        && resource.TryGetProperty("change", out var change)
        && change.TryGetProperty("before", out var before) && change.TryGetProperty("after", out var after)
        && before.ValueKind is JsonValueKind.Object && after.ValueKind is JsonValueKind.Object
        && before.EnumerateObject().All(attribute => attribute.Name == "policy" || Same(attribute, after))
        && WithoutVersion(UiEvent.Text(before, "policy"), out var policy) && WithoutVersion(UiEvent.Text(after, "policy"), out var answered)
        && JsonNode.DeepEquals(policy, answered);

    private static bool Same(JsonProperty attribute, JsonElement after) =>
        after.TryGetProperty(attribute.Name, out var value) && JsonElement.DeepEquals(attribute.Value, value);

    private static bool WithoutVersion(string text, out JsonNode? policy)
    {
        policy = null;
        try
        {
            policy = JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return false;
        }

        (policy as JsonObject)?.Remove("Version");
        return policy is JsonObject;
    }
}

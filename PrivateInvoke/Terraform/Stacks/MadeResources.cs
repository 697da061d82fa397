using System.Text.Json;

namespace PrivateInvoke.Terraform.Stacks;

/// <summary>A resource instance that a killed apply has made.</summary>
internal sealed record MadeResource(string Address, string Id);

/// <summary>Reads what an apply has made off its UI events.</summary>
internal static class MadeResources
{
    public static IReadOnlyList<MadeResource> Read(IEnumerable<string> lines) => [.. lines.Select(Read).OfType<MadeResource>()];

    /// <param name="line"><c>{"type":"apply_complete","hook":{"resource":{"addr":"aws_vpc.this"},"action":"create","id_key":"id","id_value":"vpc-1"}}</c></param>
    private static MadeResource? Read(string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return UiEvent.Text(json.RootElement, "type") == "apply_complete"
                && json.RootElement.TryGetProperty("hook", out var hook)
                && UiEvent.Text(hook, "action") == "create"
                && UiEvent.Text(hook, "id_key") == "id"
                && UiEvent.Text(hook, "id_value") is { Length: > 0 } id
                ? new MadeResource(UiEvent.Text(hook.GetProperty("resource"), "addr"), id)
                : null;
        }
        catch (JsonException)
        {
            // The line that it was killed in.
            return null;
        }
    }
}

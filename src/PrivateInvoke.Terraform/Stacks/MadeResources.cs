using System.Text.Json;

namespace PrivateInvoke.Terraform.Stacks;

/// <summary>A resource instance that a killed apply has made, or was making.</summary>
/// <param name="Type"><c>aws_vpc</c></param>
/// <param name="Id">What it is imported by; empty while that is not known.</param>
internal sealed record MadeResource(string Address, string Type, string Id)
{
    /// <summary>False: it was being made, and is there or not.</summary>
    public bool IsDone { get; init; } = true;

    /// <summary>Where its id has to be looked for: it is not what the configuration calls it.</summary>
    public ImportLookup? Lookup { get; init; }
}

/// <summary>Reads what an apply has made off its UI events.</summary>
internal static class MadeResources
{
    public static IReadOnlyList<MadeResource> Read(IEnumerable<string> lines)
    {
        var made = new OrderedDictionary<string, MadeResource>();
        foreach (var line in lines)
            Add(line, made);

        return [.. made.Values];
    }

    /// <param name="line"><c>{"type":"apply_complete","hook":{"resource":{"addr":"aws_vpc.this","resource_type":"aws_vpc"},"action":"create","id_key":"id","id_value":"vpc-1"}}</c></param>
    private static void Add(string line, OrderedDictionary<string, MadeResource> made)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            if (!json.RootElement.TryGetProperty("hook", out var hook) || UiEvent.Text(hook, "action") != "create")
                return;

            var resource = hook.GetProperty("resource");
            var (address, type) = (UiEvent.Text(resource, "addr"), UiEvent.Text(resource, "resource_type"));
            switch (UiEvent.Text(json.RootElement, "type"))
            {
                case "apply_start":
                    made[address] = new MadeResource(address, type, "") { IsDone = false };
                    break;
                case "apply_complete" when UiEvent.Text(hook, "id_key") == "id" && UiEvent.Text(hook, "id_value") is { Length: > 0 } id:
                    made[address] = new MadeResource(address, type, id);
                    break;
                case "apply_complete" or "apply_errored":
                    made.Remove(address);
                    break;
            }
        }
        catch (JsonException)
        {
            // The line that it was killed in.
        }
    }
}

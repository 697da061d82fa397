using System.Text.Json;

namespace PrivateInvoke.Terraform.Stacks;

/// <summary>The resource instances that a state in JSON holds.</summary>
internal static class StateAddresses
{
    public static IReadOnlySet<string> Of(JsonElement state)
    {
        var addresses = new HashSet<string>();
        if (state.TryGetProperty("values", out var values) && values.TryGetProperty("root_module", out var root))
            Add(root, addresses);

        return addresses;
    }

    private static void Add(JsonElement module, HashSet<string> addresses)
    {
        if (module.TryGetProperty("resources", out var resources))
            addresses.UnionWith(resources.EnumerateArray().Select(resource => UiEvent.Text(resource, "address")));

        if (module.TryGetProperty("child_modules", out var children))
        {
            foreach (var child in children.EnumerateArray())
                Add(child, addresses);
        }
    }
}

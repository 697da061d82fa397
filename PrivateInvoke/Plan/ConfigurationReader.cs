using System.Text.Json;
using PrivateInvoke.Terraform;

namespace PrivateInvoke.Plan;

/// <summary>Reads a plan's <c>configuration</c>, resource by resource.</summary>
internal sealed class ConfigurationReader
{
    private readonly Dictionary<string, ConfiguredResource> resources = [];

    /// <summary>Region by provider configuration: a constant, or the root variable that it refers to.</summary>
    public Dictionary<string, RegionExpression> Regions { get; } = [];

    public Configured Configured => new(resources);

    public async Task ReadAsync(JsonWalker json, CancellationToken cancellationToken)
    {
        await foreach (var name in json.PropertiesAsync(cancellationToken).ConfigureAwait(false))
        {
            if (name == "provider_config")
                ReadProviders(await json.ValueAsync(cancellationToken).ConfigureAwait(false));
            else if (name == "root_module")
                await ReadModuleAsync(json, "", cancellationToken).ConfigureAwait(false);
            else
                await json.SkipAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private void ReadProviders(JsonElement providers)
    {
        foreach (var provider in providers.EnumerateObject())
        {
            if (!provider.Value.TryGetProperty("expressions", out var expressions) || !expressions.TryGetProperty("region", out var region))
                continue;

            if (region.TryGetProperty("constant_value", out var constant) && constant.ValueKind == JsonValueKind.String)
                Regions[provider.Name] = new RegionExpression(constant.GetString()!, null);
            else if (region.TryGetProperty("references", out var references) && references.GetArrayLength() == 1
                && references[0].GetString() is ['v', 'a', 'r', '.', .. var variable])
                Regions[provider.Name] = new RegionExpression(null, variable);
        }
    }

    private async Task ReadModuleAsync(JsonWalker json, string module, CancellationToken cancellationToken)
    {
        await foreach (var name in json.PropertiesAsync(cancellationToken).ConfigureAwait(false))
        {
            if (name == "resources")
            {
                await foreach (var _ in json.ItemsAsync(cancellationToken).ConfigureAwait(false))
                    ReadResource(await json.ValueAsync(cancellationToken).ConfigureAwait(false), module);
            }
            else if (name == "module_calls")
            {
                await foreach (var call in json.PropertiesAsync(cancellationToken).ConfigureAwait(false))
                    await ReadCallAsync(json, module.Length == 0 ? $"module.{call}" : $"{module}.module.{call}", cancellationToken)
                        .ConfigureAwait(false);
            }
            else
            {
                await json.SkipAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task ReadCallAsync(JsonWalker json, string module, CancellationToken cancellationToken)
    {
        await foreach (var name in json.PropertiesAsync(cancellationToken).ConfigureAwait(false))
        {
            if (name == "module")
                await ReadModuleAsync(json, module, cancellationToken).ConfigureAwait(false);
            else
                await json.SkipAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private void ReadResource(JsonElement json, string module)
    {
        var paths = new HashSet<string>();
        if (json.TryGetProperty("expressions", out var expressions))
            AddPaths(expressions, "", paths);

        var address = json.GetProperty("address").GetString()!;
        resources[module.Length == 0 ? address : $"{module}.{address}"] = new ConfiguredResource(
            json.TryGetProperty("provider_config_key", out var provider) ? provider.GetString()! : "", paths);
    }

    /// <summary>An attribute's expression is an object with one of two keys; a block's is an array of bodies.</summary>
    private static void AddPaths(JsonElement body, string prefix, HashSet<string> paths)
    {
        foreach (var property in body.EnumerateObject())
        {
            var path = prefix + property.Name;
            paths.Add(path);
            if (property.Value.ValueKind == JsonValueKind.Array)
            {
                foreach (var block in property.Value.EnumerateArray().Where(block => block.ValueKind == JsonValueKind.Object))
                    AddPaths(block, path + ".", paths);
            }
            else if (property.Value.ValueKind == JsonValueKind.Object && !property.Value.TryGetProperty("references", out _)
                && !property.Value.TryGetProperty("constant_value", out _))
            {
                AddPaths(property.Value, path + ".", paths);
            }
        }
    }
}

internal sealed record RegionExpression(string? Constant, string? Variable);

using System.Text.Json;

namespace PrivateInvoke.Plan;

/// <summary>Reads a plan's <c>configuration</c>, resource by resource.</summary>
internal sealed class ConfigurationReader
{
    private readonly Dictionary<string, ConfiguredResource> _resources = [];
    private readonly Dictionary<string, ConfiguredModule> _modules = [];

    /// <summary>Region by provider configuration: a constant, or the root variable that it refers to.</summary>
    public Dictionary<string, RegionExpression> Regions { get; } = [];

    private readonly Dictionary<string, string> _credentials = [];

    public Configured Configured => new(_resources, _modules) { Accounts = SymbolicAccounts.Of(_credentials) };

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
            if (!provider.Value.TryGetProperty("expressions", out var expressions))
                continue;

            _credentials[provider.Name] = string.Join('\n', SymbolicAccounts.Credentials
                .Where(name => expressions.TryGetProperty(name, out _)).Select(name => $"{name}={expressions.GetProperty(name).GetRawText()}"));
            if (!expressions.TryGetProperty("region", out var region))
                continue;

            if (region.TryGetProperty("constant_value", out var constant) && constant.ValueKind == JsonValueKind.String)
                Regions[provider.Name] = new RegionExpression(constant.GetString()!, null);
            else if (region.TryGetProperty("references", out var references) && references.GetArrayLength() == 1
                && references[0].GetString() is ['v', 'a', 'r', '.', .. var variable])
                Regions[provider.Name] = new RegionExpression(null, variable);
        }
    }

    /// <returns>What each output refers to.</returns>
    private async Task<Dictionary<string, IReadOnlyList<string>>> ReadModuleAsync(
        JsonWalker json, string module, CancellationToken cancellationToken)
    {
        var outputs = new Dictionary<string, IReadOnlyList<string>>();
        await foreach (var name in json.PropertiesAsync(cancellationToken).ConfigureAwait(false))
        {
            if (name == "resources")
            {
                await foreach (var _ in json.ItemsAsync(cancellationToken).ConfigureAwait(false))
                    ReadResource(await json.ValueAsync(cancellationToken).ConfigureAwait(false), module);
            }
            else if (name == "outputs")
            {
                await foreach (var output in json.PropertiesAsync(cancellationToken).ConfigureAwait(false))
                {
                    var body = await json.ValueAsync(cancellationToken).ConfigureAwait(false);
                    if (body.TryGetProperty("expression", out var expression) && ReferencesIn(expression) is { } references)
                        outputs[output] = references;
                }
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

        return outputs;
    }

    private async Task ReadCallAsync(JsonWalker json, string module, CancellationToken cancellationToken)
    {
        var inputs = new Dictionary<string, IReadOnlyList<string>>();
        var outputs = new Dictionary<string, IReadOnlyList<string>>();
        var hasKeys = false;
        await foreach (var name in json.PropertiesAsync(cancellationToken).ConfigureAwait(false))
        {
            switch (name)
            {
                case "module":
                    outputs = await ReadModuleAsync(json, module, cancellationToken).ConfigureAwait(false);
                    break;
                case "expressions":
                    foreach (var input in (await json.ValueAsync(cancellationToken).ConfigureAwait(false)).EnumerateObject())
                    {
                        if (ReferencesIn(input.Value) is { } references)
                            inputs[input.Name] = references;
                    }

                    break;
                default:
                    hasKeys |= name is "count_expression" or "for_each_expression";
                    await json.SkipAsync(cancellationToken).ConfigureAwait(false);
                    break;
            }
        }

        _modules[module] = new ConfiguredModule(hasKeys, inputs, outputs);
    }

    private void ReadResource(JsonElement json, string module)
    {
        var paths = new HashSet<string>();
        var references = new Dictionary<string, IReadOnlyList<string>>();
        if (json.TryGetProperty("expressions", out var expressions))
            AddPaths(expressions, "", isOnly: true, paths, references);

        var address = json.GetProperty("address").GetString()!;
        _resources[module.Length == 0 ? address : $"{module}.{address}"] = new ConfiguredResource(
            json.TryGetProperty("provider_config_key", out var provider) ? provider.GetString()! : "", paths, references);
    }

    /// <summary>An attribute's expression is an object with one of two keys; a block's is an array of bodies.</summary>
    private static void AddPaths(
        JsonElement body, string prefix, bool isOnly, HashSet<string> paths, Dictionary<string, IReadOnlyList<string>> references)
    {
        foreach (var property in body.EnumerateObject())
        {
            var path = prefix + property.Name;
            paths.Add(path);
            if (property.Value.ValueKind == JsonValueKind.Array)
            {
                foreach (var block in property.Value.EnumerateArray().Where(block => block.ValueKind == JsonValueKind.Object))
                    AddPaths(block, path + ".", isOnly && property.Value.GetArrayLength() == 1, paths, references);
            }
            else if (ReferencesIn(property.Value) is { } found)
            {
                if (isOnly)
                    references[path] = found;
            }
            else if (property.Value.ValueKind == JsonValueKind.Object && !property.Value.TryGetProperty("constant_value", out _))
            {
                AddPaths(property.Value, path + ".", isOnly, paths, references);
            }
        }
    }

    /// <param name="expression"><c>{"references":["aws_vpc.this.id","aws_vpc.this"]}</c></param>
    private static string[]? ReferencesIn(JsonElement expression) =>
        expression.ValueKind == JsonValueKind.Object && expression.TryGetProperty("references", out var references)
            ? [.. references.EnumerateArray().Select(reference => reference.GetString() ?? "")]
            : null;
}

internal sealed record RegionExpression(string? Constant, string? Variable);

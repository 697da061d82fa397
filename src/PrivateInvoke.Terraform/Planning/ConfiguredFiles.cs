using System.Text.RegularExpressions;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Terraform.Planning;

/// <summary>
/// Which attributes the configuration sets, from its files: a plan that a test makes has no <c>configuration</c>, and one that is made
/// with our credentials does not tell of the user's.
/// </summary>
internal sealed partial class ConfiguredFiles
{
    private const int Deepest = 32;

    private readonly ModuleTree _tree;
    private readonly Dictionary<string, ConfiguredResource> _resources = [];
    private readonly Dictionary<string, ConfiguredModule> _modules = [];
    private readonly Dictionary<string, string> _credentials = [];
    private readonly Dictionary<string, IReadOnlyDictionary<string, string>> _written = [];

    private ConfiguredFiles(ModuleTree tree) => _tree = tree;

    /// <summary>Modules that are not in the tree are not in it: of those, nothing is told.</summary>
    public static Configured Read(ModuleTree tree)
    {
        var files = new ConfiguredFiles(tree);
        files.Visit(tree.Root, "", new Dictionary<string, string>(), 0);
        return new Configured(files._resources, files._modules) { Accounts = SymbolicAccounts.Of(files._credentials), Written = files._written };
    }

    /// <param name="handed">By the name that the module has for it, the provider configuration that its caller hands it.</param>
    private void Visit(string folder, string module, IReadOnlyDictionary<string, string> handed, int depth)
    {
        if (depth > Deepest || !_tree.Modules.TryGetValue(folder, out var files))
            return;

        var blocks = files.SelectMany(file => file.Blocks).ToArray();
        var providers = new Dictionary<string, string>(handed);
        foreach (var provider in blocks.Where(block => block.Type == "provider" && block.Labels is ["aws"]))
        {
            var name = provider.Literal("alias") is { } alias ? $"aws.{alias}" : "aws";
            var key = module.Length == 0 ? name : $"{module}:{name}";
            providers[name] = key;
            _credentials[key] = CredentialsOf(provider);
        }

        foreach (var block in blocks.Where(block => block.Type is "resource" or "data" && block.Labels.Count == 2))
        {
            var address = $"{(block.Type == "data" ? "data." : "")}{block.Labels[0]}.{block.Labels[1]}";
            if (block.Type == "data")
                _written[module.Length == 0 ? address : $"{module}.{address}"] = WithFilter(block);

            var name = block.Attributes.TryGetValue("provider", out var own) ? own.Trim().Trim('"') : block.Labels[0].Split('_', 2)[0];
            _resources[module.Length == 0 ? address : $"{module}.{address}"] =
                new ConfiguredResource(providers.GetValueOrDefault(name, name), Paths(block), new Dictionary<string, IReadOnlyList<string>>());
        }

        foreach (var call in blocks.Where(block => block.Type == "module" && block.Labels.Count == 1))
        {
            var path = module.Length == 0 ? $"module.{call.Labels[0]}" : $"{module}.module.{call.Labels[0]}";
            _modules[path] = new ConfiguredModule(
                call.Attributes.ContainsKey("count") || call.Attributes.ContainsKey("for_each"),
                new Dictionary<string, IReadOnlyList<string>>(), new Dictionary<string, IReadOnlyList<string>>());
            if (call.Literal("source") is { } source && ModuleTree.IsLocal(source))
                Visit(Path.TrimEndingDirectorySeparator(Path.GetFullPath(Path.Combine(folder, source))), path, Handed(call, providers), depth + 1);
        }
    }

    /// <summary>Without <c>providers</c>, a module gets the default ones; with it, what is named.</summary>
    private static Dictionary<string, string> Handed(HclBlock call, Dictionary<string, string> providers)
    {
        var handed = providers.Where(pair => !pair.Key.Contains('.', StringComparison.Ordinal)).ToDictionary();
        if (call.Attributes.TryGetValue("providers", out var map))
        {
            foreach (Match pair in Assignment().Matches(map))
                handed[pair.Groups[1].Value] = providers.GetValueOrDefault(pair.Groups[2].Value, pair.Groups[2].Value);
        }

        return handed;
    }

    private static HashSet<string> Paths(HclBlock block)
    {
        var paths = new HashSet<string>();
        Add(block, "");
        return paths;

        void Add(HclBlock body, string prefix)
        {
            paths.UnionWith(body.Attributes.Keys.Select(name => prefix + name));
            foreach (var nested in body.Blocks)
            {
                var isDynamic = nested is { Type: "dynamic", Labels.Count: 1 };
                var name = prefix + (isDynamic ? nested.Labels[0] : nested.Type);
                paths.Add(name);
                foreach (var inner in isDynamic ? nested.Blocks.Where(content => content.Type == "content") : [nested])
                    Add(inner, $"{name}.");
            }
        }
    }

    /// <summary>A filter says as much as the attribute that it is used in place of; several say it together.</summary>
    private static IReadOnlyDictionary<string, string> WithFilter(HclBlock block) => block.Blocks is [{ Type: "filter" } filter]
        ? block.Attributes.Concat(filter.Attributes.Select(pair => KeyValuePair.Create($"filter.{pair.Key}", pair.Value))).ToDictionary()
        : block.Attributes;

    private static string CredentialsOf(HclBlock provider) => string.Join('\n', SymbolicAccounts.Credentials.SelectMany(name =>
        provider.Attributes.TryGetValue(name, out var text) ? [$"{name}={text}"]
        : provider.Blocks.Where(block => block.Type == name)
            .SelectMany(block => block.Attributes.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{name}.{pair.Key}={pair.Value}"))));

    /// <summary><c>aws.peer = aws.west</c>, and in JSON <c>"aws.peer": "aws.west"</c></summary>
    [GeneratedRegex("""([\w.-]+)"?\s*[=:]\s*"?([\w.-]+)""")]
    private static partial Regex Assignment();
}

namespace PrivateInvoke.Plan;

internal enum Expression
{
    Present,
    Missing,

    /// <summary>No configuration was read, or the attribute is in a block, which could come from a <c>dynamic</c> that it does not tell of.</summary>
    Untold,
}

/// <param name="Paths">Attributes that have an expression: <c>role</c>, <c>vpc_config</c>, <c>vpc_config.subnet_ids</c>.</param>
/// <param name="References">
/// By path, what the expression refers to: <c>["aws_vpc.this.id", "aws_vpc.this"]</c>. A block that is there several times, or not at all
/// because it is <c>dynamic</c>, has none.
/// </param>
internal sealed record ConfiguredResource(
    string Provider, IReadOnlySet<string> Paths, IReadOnlyDictionary<string, IReadOnlyList<string>> References);

/// <summary>One call of a module, and what it hands in and out.</summary>
/// <param name="HasKeys">It has <c>count</c> or <c>for_each</c>.</param>
internal sealed record ConfiguredModule(
    bool HasKeys,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Inputs,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Outputs);

/// <summary>Which attributes the configuration sets, from the plan's <c>configuration</c>.</summary>
/// <param name="resources">By module path and resource without instance keys: <c>module.network.aws_subnet.private</c>.</param>
/// <param name="modules">By path: <c>module.network</c>.</param>
internal sealed class Configured(
    IReadOnlyDictionary<string, ConfiguredResource> resources, IReadOnlyDictionary<string, ConfiguredModule> modules)
{
    private static readonly Dictionary<string, IReadOnlyList<string>> NoReferences = [];

    public static readonly Configured None = new(new Dictionary<string, ConfiguredResource>(), new Dictionary<string, ConfiguredModule>());

    public bool IsEmpty => resources.Count == 0;

    /// <summary>By data source without instance keys, what its block says, as it is written; empty where the files were not read.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Written { get; init; } = new Dictionary<string, IReadOnlyDictionary<string, string>>();

    /// <summary>By provider configuration, the account that stands for its own.</summary>
    public IReadOnlyDictionary<string, string> Accounts { get; init; } = new Dictionary<string, string>();

    public string AccountOf(RawResource resource) => Accounts.GetValueOrDefault(ProviderOf(resource), PlanDocument.SymbolicAccount);

    /// <summary>The same with what the files tell of the user's credentials; all that they tell, where this is empty.</summary>
    public Configured Or(Configured files) => IsEmpty ? files : new Configured(resources, modules) { Accounts = files.Accounts };

    /// <param name="path">Without instance keys.</param>
    public ConfiguredModule? Module(string path) => modules.GetValueOrDefault(path);

    public IReadOnlyDictionary<string, IReadOnlyList<string>> ReferencesOf(RawResource resource) =>
        resources.TryGetValue(KeyOf(resource), out var found) ? found.References : NoReferences;

    public Expression ExpressionOf(RawResource resource, string path) =>
        !resources.TryGetValue(KeyOf(resource), out var found) ? Expression.Untold
        : found.Paths.Contains(path) ? Expression.Present
        : path.Contains('.') && IsUntold(found.Paths, path[..path.IndexOf('.')]) ? Expression.Untold
        : Expression.Missing;

    /// <summary>Of a block that is written as an attribute (a group's egress), a plan tells the references as a whole, and not its members.</summary>
    private static bool IsUntold(IReadOnlySet<string> paths, string block) =>
        !paths.Contains(block) || !paths.Any(path => path.Length > block.Length && path[block.Length] == '.' && path.StartsWith(block, StringComparison.Ordinal));

    public string ProviderOf(RawResource resource) =>
        resources.TryGetValue(KeyOf(resource), out var found) ? found.Provider : resource.Type.Split('_', 2)[0];

    private static string KeyOf(RawResource resource)
    {
        var module = ModuleAddress.WithoutKeys(resource.Module);
        var name = $"{(resource.IsData ? "data." : "")}{resource.Type}.{resource.Name}";
        return module.Length == 0 ? name : $"{module}.{name}";
    }
}

namespace PrivateInvoke.Plan;

/// <summary>
/// Names the functions that an environment is made of where it stays unknown: in a plan that cannot be made again one variable that an
/// apply decides hides all of them, and a sensitive one is withheld everywhere. The configuration still tells what the expression refers
/// to. That is enough to know whom it is about, and not what it says.
/// </summary>
internal sealed class Mentions(RawPlan plan, IReadOnlyDictionary<string, ResourceSymbols> symbols)
{
    /// <summary>As in <see cref="SingleReferences"/>.</summary>
    private const int Deepest = 64;

    private const string Function = "aws_lambda_function";
    private const string Alias = "aws_lambda_alias";

    private readonly Lazy<ILookup<string, RawResource>> _named = new(() => plan.Resources.Values
        .Where(resource => resource is { IsData: false, Type: Function or Alias })
        .ToLookup(resource => ModuleAddress.WithoutKeys(resource.Address)));

    public PlannedResource AddTo(RawResource resource, PlannedResource settled) =>
        settled.Type == Function && IsUnknown(settled.Values["environment"]) ? settled with { Mentions = In(resource) } : settled;

    /// <summary>Names and ARNs, or the symbols that stand for them.</summary>
    private string[] In(RawResource resource)
    {
        // Where the same expression says of each instance another, an instance means what has its own key.
        var (module, references, own) = plan.Configured.ReferencesOf(resource).TryGetValue("environment.variables", out var told)
            ? (resource.Module, told, resource.Address)
            : (ModuleAddress.Parent(resource.Module), InputsForEnvironment(resource), resource.Module);
        var texts = new HashSet<string>();
        Follow(module, references, LastKey(own), null, texts, Deepest);
        return [.. texts];
    }

    /// <summary>A dynamic block is not in the configuration, and what the module is given for it is.</summary>
    private IReadOnlyList<string> InputsForEnvironment(RawResource resource) =>
        plan.Configured.Module(ModuleAddress.WithoutKeys(resource.Module)) is { } called
            ? [.. called.Inputs.Where(input => input.Key.Contains("env", StringComparison.OrdinalIgnoreCase)).SelectMany(input => input.Value)]
            : [];

    /// <param name="own">The key of the instance whose expression it is.</param>
    /// <param name="wanted">The key of the instance that an expression on the way here asked for.</param>
    private void Follow(string module, IReadOnlyList<string> references, string? own, string? wanted, HashSet<string> texts, int deepest)
    {
        if (deepest == 0)
            return;

        if (references.Any(name => name.StartsWith("each.", StringComparison.Ordinal) || name.StartsWith("count.", StringComparison.Ordinal)))
            wanted = own;
        foreach (var reference in Reference.All(references))
        {
            switch (reference)
            {
                case Reference.Variable variable when module.Length > 0
                    && plan.Configured.Module(ModuleAddress.WithoutKeys(module))?.Inputs.TryGetValue(variable.Name, out var given) == true:
                    Follow(ModuleAddress.Parent(module), given, LastKey(module), wanted, texts, deepest - 1);
                    break;
                case Reference.Output output:
                    var inner = Within(module, output.Module);
                    foreach (var (_, handed) in (plan.Configured.Module(ModuleAddress.WithoutKeys(inner))?.Outputs ?? new Dictionary<string, IReadOnlyList<string>>())
                        .Where(pair => output.Name.Length == 0 || pair.Key == output.Name))
                        Follow(inner, handed, LastKey(inner), wanted, texts, deepest - 1);
                    break;
                case Reference.Attribute { Type: Function, Name: "" or "arn" or "id" or "function_name" or "qualified_arn" } or Reference.Attribute { Type: Alias, Name: "" or "arn" or "name" }:
                    var named = (Reference.Attribute)reference;
                    foreach (var target in Instances(Within(module, named.Resource), wanted))
                        Add(target, named.Name is "qualified_arn" ? named.Name : "arn", texts, deepest);
                    break;
            }
        }
    }

    private void Add(RawResource target, string attribute, HashSet<string> texts, int deepest)
    {
        if (target.Values[attribute] is PlannedValue.Text known)
            texts.Add(known.Value);
        else if (symbols[target.Address].Symbols.TryGetValue(attribute, out var symbol))
            texts.Add(symbol.Value);

        // Whose alias it is need not be known by its name.
        if (target.Type == Alias && plan.Configured.ReferencesOf(target).TryGetValue("function_name", out var function))
            Follow(target.Module, function, LastKey(target.Address), null, texts, deepest - 1);
    }

    private List<RawResource> Instances(string pattern, string? key)
    {
        var meant = _named.Value[ModuleAddress.WithoutKeys(pattern)].Where(instance => ModuleAddress.Means(pattern, instance.Address)).ToList();
        return key is not null && meant.Where(instance => instance.Address.Contains(key, StringComparison.Ordinal)).ToList() is { Count: > 0 } own ? own : meant;
    }

    private static string Within(string module, string name) => module.Length == 0 ? name : $"{module}.{name}";

    /// <summary>The key that an address ends with, with its brackets.</summary>
    private static string? LastKey(string address) =>
        address.EndsWith(']') ? address[address.LastIndexOf(address.EndsWith("\"]", StringComparison.Ordinal) ? "[\"" : "[", StringComparison.Ordinal)..] : null;

    private static bool IsUnknown(PlannedValue value) => value switch
    {
        PlannedValue.Unknown => true,
        PlannedValue.List list => list.Items.Any(IsUnknown),
        PlannedValue.Object one => one.Value.Attributes.Values.Any(IsUnknown),
        _ => false,
    };
}

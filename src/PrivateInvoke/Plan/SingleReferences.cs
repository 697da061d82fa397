namespace PrivateInvoke.Plan;

/// <summary>
/// Follows a plan's own references, for a plan that cannot be made again. They are the names in an expression, not the expression: only
/// where there is one name, and the attribute takes nothing but such an id, does the name tell the value.
/// </summary>
internal sealed class SingleReferences(RawPlan plan, IReadOnlyDictionary<string, ResourceSymbols> symbols)
{
    /// <summary>Modules hand values down and up; a configuration has no circles, a file that somebody made may.</summary>
    private const int Longest = 64;

    /// <summary>The resource with what its references settle.</summary>
    public RawResource Follow(RawResource resource)
    {
        var references = plan.Configured.ReferencesOf(resource);
        return references.Count == 0
            ? resource
            : resource with { Values = Follow(resource.Module, resource.Values, references, "") };
    }

    private PlannedObject Follow(
        string module, PlannedObject values, IReadOnlyDictionary<string, IReadOnlyList<string>> references, string prefix)
    {
        var followed = new Dictionary<string, PlannedValue>();
        foreach (var (name, value) in values.Attributes)
        {
            followed[name] = value switch
            {
                // The configuration tells of one block: with another number of them, there is no telling which it is.
                PlannedValue.List { Items: [PlannedValue.Object block] } => new PlannedValue.List(
                    [new PlannedValue.Object(Follow(module, block.Value, references, $"{prefix}{name}."))]),
                PlannedValue.List { Items: [PlannedValue.Unknown { IsSensitive: false }] } or PlannedValue.Unknown { IsSensitive: false }
                    when references.TryGetValue(prefix + name, out var found) && TargetOf(module, name, found) is var (target, settled) =>
                    !ReferenceTarget.IsList(name) ? value is PlannedValue.Unknown ? settled : value
                    : value is PlannedValue.List || IsInNewVpc(target) ? new PlannedValue.List([settled])
                    : new PlannedValue.List([settled, PlannedValue.Unknown.Instance]),
                _ => value,
            };
        }

        return new PlannedObject(followed);
    }

    /// <summary>
    /// A literal id beside the reference leaves no trace. There can be none in a VPC that does not exist yet: all that is in it is in the plan.
    /// </summary>
    private bool IsInNewVpc(RawResource resource) =>
        plan.Configured.ReferencesOf(resource).TryGetValue("vpc_id", out var references)
        && TargetOf(resource.Module, "vpc_id", references) is var (vpc, _)
        && vpc.Values["id"] is PlannedValue.Unknown;

    private (RawResource Resource, PlannedValue.Text Value)? TargetOf(string module, string attribute, IReadOnlyList<string> references)
    {
        for (var steps = 0; steps < Longest && Reference.Single(references) is { } reference; steps++)
        {
            switch (reference)
            {
                case Reference.Variable variable when module.Length > 0:
                    var inputs = plan.Configured.Module(ModuleAddress.WithoutKeys(module))?.Inputs;
                    if (inputs is null || !inputs.TryGetValue(variable.Name, out references!))
                        return null;
                    module = ModuleAddress.Parent(module);
                    break;
                case Reference.Output output:
                    module = module.Length == 0 ? output.Module : $"{module}.{output.Module}";
                    var called = plan.Configured.Module(ModuleAddress.WithoutKeys(module));
                    if (called is null || called.HasKeys != output.HasKey || !called.Outputs.TryGetValue(output.Name, out references!))
                        return null;
                    break;
                case Reference.Attribute target when ReferenceTarget.Takes(attribute, target.Type, target.Name):
                    return TargetAt(module.Length == 0 ? target.Resource : $"{module}.{target.Resource}", target.Name);
                default:
                    return null;
            }
        }

        return null;
    }

    private (RawResource, PlannedValue.Text)? TargetAt(string address, string attribute) =>
        !plan.Resources.TryGetValue(address, out var resource) ? null
        : resource.Values[attribute] is PlannedValue.Text known ? (resource, known)
        : resource.Values[attribute] is PlannedValue.Unknown { IsSensitive: false }
            && symbols[address].Symbols.TryGetValue(attribute, out var symbol) ? (resource, new PlannedValue.Text(symbol.Value))
        : null;
}

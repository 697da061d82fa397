namespace PrivateInvoke.Plan;

/// <summary>A plan or a state, read: every resource instance, with ids settled as far as they can be.</summary>
public sealed record PlanDocument
{
    /// <summary>
    /// The account in symbolic ARNs, for a plan made without one. A policy that names another account can neither match nor miss it.
    /// </summary>
    public const string SymbolicAccount = "000000000000";

    public required IReadOnlyList<PlannedResource> Resources { get; init; }

    /// <summary>The default <c>aws</c> provider's region.</summary>
    public required Planned<string> Region { get; init; }

    /// <summary>Root module outputs that are known and not sensitive.</summary>
    public IReadOnlyDictionary<string, PlannedValue> Outputs { get; init; } = new Dictionary<string, PlannedValue>();

    public IEnumerable<PlannedResource> OfType(string type) =>
        Resources.Where(resource => !resource.IsData && resource.Type == type);
}

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

    /// <summary>What each symbol in the resources stands for: <c>sg-0123…</c> to <c>aws_security_group.caller#id</c>.</summary>
    public IReadOnlyDictionary<string, string> Symbols { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// False where references between resources could not be followed (a plan read from a file, a re-plan that failed): more is unknown
    /// than an apply would find out.
    /// </summary>
    public bool IsSettled { get; init; }

    /// <summary>The address that a symbol stands for; any other text as it is.</summary>
    public string Describe(string text) =>
        !Symbols.TryGetValue(text, out var meaning) ? text
        : meaning.EndsWith("#id", StringComparison.Ordinal) || meaning.EndsWith("#arn", StringComparison.Ordinal)
            ? meaning[..meaning.LastIndexOf('#')]
            : meaning.Replace('#', '.');

    public IEnumerable<PlannedResource> OfType(string type) =>
        Resources.Where(resource => !resource.IsData && resource.Type == type);
}

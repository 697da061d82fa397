namespace PrivateInvoke.Paths;

/// <summary>One step of the invoke path and what became of it.</summary>
public sealed record Hop
{
    public required HopKind Kind { get; init; }

    public required HopResult Result { get; init; }

    /// <summary>Stable and machine-readable; the Reachability Analyzer's explanation code where it has one: <c>ENI_SG_RULES_MISMATCH</c>.</summary>
    public required string Code { get; init; }

    /// <summary>The Terraform address that decides it; null where no resource does.</summary>
    public string? Address { get; init; }

    /// <summary>The attribute of <see cref="Address"/> to look at.</summary>
    public string? Attribute { get; init; }

    /// <summary>What was found, one sentence.</summary>
    public required string Message { get; init; }

    /// <summary>What to change; null where nothing has to be.</summary>
    public string? Fix { get; init; }
}

public enum HopResult
{
    Passed,
    Blocked,
    Undecided,

    /// <summary>Passes, and is worth a look.</summary>
    Warning,

    /// <summary>This path does not go there.</summary>
    NotApplicable,
}

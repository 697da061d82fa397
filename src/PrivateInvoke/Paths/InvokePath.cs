namespace PrivateInvoke.Paths;

/// <summary>The way of one invoke from caller to callee, judged hop by hop.</summary>
public sealed record InvokePath
{
    public required PathEnd Caller { get; init; }

    public required PathEnd Callee { get; init; }

    /// <summary>The AWS service called, as in <c>com.amazonaws.region.SERVICE</c>.</summary>
    public string Service { get; init; } = "lambda";

    public required Via Via { get; init; }

    /// <summary>Every hop, in order: all blockers, not only the first.</summary>
    public required IReadOnlyList<Hop> Hops { get; init; }

    public Verdict Verdict =>
        Hops.Any(hop => hop.Result is HopResult.Blocked) ? Verdict.Blocked
        : Hops.Any(hop => hop.Result is HopResult.Undecided) ? Verdict.Undecided
        : Verdict.Reachable;

    public IEnumerable<Hop> Blockers => Hops.Where(hop => hop.Result is HopResult.Blocked);
}

/// <param name="Address">Terraform address; null when the function is not part of the plan.</param>
/// <param name="Name">The function's name, or its address where the name is not known yet.</param>
/// <param name="Qualifier">The alias or version that is invoked; null for the unqualified function.</param>
public sealed record PathEnd(string? Address, string Name, string? Qualifier = null)
{
    /// <summary>The callee of a caller that may invoke any of many functions: the path ends at Lambda's API.</summary>
    public static readonly PathEnd AnyFunction = new(null, "*");
}

/// <summary>How the request travels.</summary>
public enum Via
{
    InterfaceEndpoint,
    Nat,

    /// <summary>S3 and DynamoDB only.</summary>
    GatewayEndpoint,

    /// <summary>The caller is outside any VPC.</summary>
    AwsNetwork,
    None,
}

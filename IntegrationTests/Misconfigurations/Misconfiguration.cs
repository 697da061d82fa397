using PrivateInvoke.Paths;

namespace PrivateInvoke.IntegrationTests.Misconfigurations;

/// <summary>One thing that is wrong in a copy of infra/.</summary>
/// <param name="File">In infra/; empty: a variable alone is wrong.</param>
public sealed record Misconfiguration(HopKind Hop, string File, Func<string, string> Change)
{
    public string Connectivity { get; init; } = "endpoint";

    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>What RULES of the invoke path say that the caller sees: no answer, or a refusal at once.</summary>
    public CallerSees Sees => Hop.WhenBlocked();
}

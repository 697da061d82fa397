using PrivateInvoke.Paths;

namespace PrivateInvoke.Terraform.Deployment;

/// <summary>
/// The judgement that stands before an apply. A configuration is judged as if nothing were there, by the resource that each id means;
/// terraform's own plan does not tell ids that are new, and has what is there already: what <c>ignore_changes</c> leaves to others, and
/// what data sources read in the account. Where it knows more, its judgement holds.
/// </summary>
public static class Gate
{
    /// <param name="configured">The configuration's paths.</param>
    /// <param name="applied">The paths of the plan that would be applied.</param>
    public static IReadOnlyList<InvokePath> Judge(IReadOnlyList<InvokePath> configured, IReadOnlyList<InvokePath> applied)
    {
        var byEnds = applied.ToLookup(Ends);
        return [.. configured.Select(path => byEnds[Ends(path)].FirstOrDefault(other => KnowsMore(other, path)) ?? path)];
    }

    private static bool KnowsMore(InvokePath applied, InvokePath configured) => applied.Verdict switch
    {
        Verdict.Blocked => configured.Verdict is not Verdict.Blocked,
        Verdict.Reachable => configured.Verdict is Verdict.Undecided,
        _ => false,
    };

    private static (string, string, string?) Ends(InvokePath path) =>
        (path.Caller.Address ?? path.Caller.Name, path.Callee.Address ?? path.Callee.Name, path.Callee.Qualifier);
}

using PrivateInvoke.Paths;

namespace PrivateInvoke.Terraform.Deployment;

/// <summary>
/// The verdicts that stand before an apply. A configuration is judged as if nothing were there, by the resource that each id means.
/// Terraform's own plan does not tell new ids apart, and it has what is there already: what <c>ignore_changes</c> leaves to others, and
/// what data sources read in the account. Where the plan knows more, its verdict holds; a path that only the plan shows counts too.
/// </summary>
public static class Gate
{
    /// <param name="configured">The configuration's paths.</param>
    /// <param name="applied">The paths of the plan that would be applied.</param>
    public static IReadOnlyList<InvokePath> Judge(IReadOnlyList<InvokePath> configured, IReadOnlyList<InvokePath> applied)
    {
        var byEnds = applied.ToLookup(Ends);
        var known = configured.Select(Ends).ToHashSet();
        return
        [
            .. configured.Select(path => byEnds[Ends(path)].FirstOrDefault(other => KnowsMore(other, path)) ?? path),
            .. applied.Where(path => !known.Contains(Ends(path))),
        ];
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

using PrivateInvoke.Paths;

namespace PrivateInvoke.Testing;

/// <summary>What a test expects of one path, or of all that its names match.</summary>
public sealed class PathAssertion
{
    private readonly string _asked;

    internal PathAssertion(string asked, IReadOnlyList<InvokePath> paths)
    {
        _asked = asked;
        Paths = paths;
    }

    /// <summary>The verdicts, hop by hop, for what the assertions here do not ask.</summary>
    public IReadOnlyList<InvokePath> Paths { get; }

    /// <summary>Holds if every hop is known to pass. An Undecided path does not hold.</summary>
    /// <exception cref="PathAssertionException">It does not: the message is the report.</exception>
    public void ShouldReach() => All("be Reachable", path => path.Verdict is Verdict.Reachable);

    /// <summary>Holds if a hop is known to stop it, whichever.</summary>
    /// <exception cref="PathAssertionException">It does not: the message is the report.</exception>
    public void ShouldBeBlocked() => All("be Blocked", path => path.Verdict is Verdict.Blocked);

    /// <summary>Holds if this hop is known to stop it; others may too.</summary>
    /// <exception cref="PathAssertionException">It does not: the message is the report.</exception>
    public void ShouldBeBlockedAt(HopKind hop) =>
        All($"be Blocked at {hop.Words()}", path => path.Blockers.Any(blocker => blocker.Kind == hop));

    /// <summary>Holds if the request goes this way, whether it arrives or not: not by NAT where an endpoint is meant.</summary>
    /// <exception cref="PathAssertionException">It does not: the message is the report.</exception>
    public void ShouldGoBy(Via via) => All($"go by {via}", path => path.Via == via);

    private void All(string expected, Func<InvokePath, bool> holds)
    {
        if (Paths.Count == 0)
            throw new PathAssertionException($"{_asked} should {expected}, and the plan has no such path.");

        var others = Paths.Where(path => !holds(path)).ToList();
        if (others.Count == 0)
            return;

        using var report = new StringWriter();
        report.WriteLine($"{_asked} should {expected}{(Paths.Count > 1 ? $"; {others.Count} of {Paths.Count} paths are not" : ", and is not")}:");
        foreach (var path in others)
        {
            report.WriteLine();
            TextReport.Write(report, path, color: false);
        }

        throw new PathAssertionException(report.ToString().TrimEnd());
    }
}

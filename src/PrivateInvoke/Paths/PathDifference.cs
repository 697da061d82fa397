namespace PrivateInvoke.Paths;

/// <summary>What became of a path between two plans.</summary>
internal enum Difference
{
    /// <summary>It was there, or possible, and is Blocked now; or it is new, and Blocked.</summary>
    Closed,

    /// <summary>It was Reachable, or is new, and is Undecided now.</summary>
    Doubtful,

    /// <summary>It is Reachable, and was not.</summary>
    Opened,

    /// <summary>It was Blocked, and is Undecided now.</summary>
    PerhapsOpened,

    /// <summary>Nothing is evidence of it any more.</summary>
    Gone,

    /// <summary>The verdict is as it was, and a hop is not.</summary>
    Changed,
}

internal static class DifferenceWords
{
    public static string Words(this Difference kind) => kind switch
    {
        Difference.Doubtful => "no longer known",
        Difference.PerhapsOpened => "perhaps opened",
        _ => kind.ToString().ToLowerInvariant(),
    };
}

/// <param name="Before">Null for a new path.</param>
/// <param name="After">Null for one that is gone.</param>
/// <param name="Hops">Those of <paramref name="After"/> that are not as they were.</param>
/// <param name="Former">Those of <paramref name="Before"/> that are not there any more.</param>
internal sealed record PathDifference(Difference Kind, InvokePath? Before, InvokePath? After, IReadOnlyList<Hop> Hops, IReadOnlyList<Hop> Former)
{
    /// <summary>The newer of the two.</summary>
    public InvokePath Path => After ?? Before!;

    /// <summary>What is not as it was, the worst first.</summary>
    public static IReadOnlyList<PathDifference> Between(IReadOnlyList<InvokePath> before, IReadOnlyList<InvokePath> after)
    {
        var known = before.ToLookup(EndsOf);
        var kept = after.Select(EndsOf).ToHashSet();
        IEnumerable<PathDifference> changed = PathChange.Between(before, after).Select(change => Of(known[EndsOf(change.Path)].FirstOrDefault(), change));
        var gone = before.Where(path => !kept.Contains(EndsOf(path))).Select(path => new PathDifference(Difference.Gone, path, null, [], path.Hops));
        return [.. changed.Concat(gone).OrderBy(difference => difference.Kind)];
    }

    private static PathDifference Of(InvokePath? before, PathChange change)
    {
        var after = change.Path;
        return new PathDifference(Of(change.Before, after.Verdict), before, after, change.Hops, before is null ? [] : [.. before.Hops.Except(after.Hops)]);
    }

    private static Difference Of(Verdict? before, Verdict after) => (before, after) switch
    {
        (not Verdict.Blocked, Verdict.Blocked) => Difference.Closed,
        (null or Verdict.Reachable, Verdict.Undecided) => Difference.Doubtful,
        (not Verdict.Reachable, Verdict.Reachable) => Difference.Opened,
        (Verdict.Blocked, Verdict.Undecided) => Difference.PerhapsOpened,
        _ => Difference.Changed,
    };

    private static (PathEnd, PathEnd, string) EndsOf(InvokePath path) => (path.Caller, path.Callee, path.Service);
}

namespace PrivateInvoke.Paths;

/// <summary>What an edit has changed of a path.</summary>
/// <param name="Before">The verdict before; null where there was no such path.</param>
/// <param name="Hops">Those that are not as they were.</param>
public sealed record PathChange(InvokePath Path, Verdict? Before, IReadOnlyList<Hop> Hops)
{
    /// <summary>The paths that are not as they were, in their order.</summary>
    public static IReadOnlyList<PathChange> Between(IReadOnlyList<InvokePath> before, IReadOnlyList<InvokePath> after)
    {
        // A path is told by its ends, and there can be several between the same two.
        var known = before.ToLookup(EndsOf);
        return
        [
            .. after.Select(path => (path, former: known[EndsOf(path)].ToList()))
                .Where(pair => !pair.former.Exists(former => former.Via == pair.path.Via && former.Hops.SequenceEqual(pair.path.Hops)))
                .Select(pair => Of(pair.path, pair.former)),
        ];
    }

    private static PathChange Of(InvokePath path, List<InvokePath> former) => former.Count == 0
        ? new PathChange(path, null, path.Hops)
        : new PathChange(path, former[0].Verdict, [.. path.Hops.Except(former.SelectMany(before => before.Hops))]);

    private static (PathEnd, PathEnd, string) EndsOf(InvokePath path) => (path.Caller, path.Callee, path.Service);
}

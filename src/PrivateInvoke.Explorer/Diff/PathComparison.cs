using PrivateInvoke.Explorer.Map;
using PrivateInvoke.Explorer.Report;
using PrivateInvoke.Paths;

namespace PrivateInvoke.Explorer.Diff;

/// <summary>A path that is not the same in two plans, as it is shown.</summary>
public sealed record PathComparison
{
    /// <summary>What became of it: <c>closed</c>, <c>opened</c> …</summary>
    public required string Word { get; init; }

    /// <summary>How it is coloured: closed as what blocks, opened as what passes.</summary>
    public required HopMark Mark { get; init; }

    /// <summary>Null for a new path.</summary>
    public PathView? Before { get; private init; }

    /// <summary>Null for one that is gone.</summary>
    public PathView? After { get; private init; }

    /// <summary>The newer of the two.</summary>
    public PathView View => After ?? Before!;

    /// <summary>The hops that differ, in the order of a request: what each was, and what it is.</summary>
    public required IReadOnlyList<(Hop? Was, Hop? Is)> Hops { get; init; }

    internal static IReadOnlyList<PathComparison> Of(IReadOnlyList<PathDifference> differences, ExploredPlan before, ExploredPlan after) =>
        [.. differences.Index().Select(pair => Of(pair.Index, pair.Item, before, after))];

    private static PathComparison Of(int number, PathDifference difference, ExploredPlan before, ExploredPlan after) => new()
    {
        Word = difference.Kind.Words(),
        Mark = difference.Kind switch
        {
            Difference.Opened => HopMark.Of(Verdict.Reachable),
            Difference.Closed => HopMark.Of(Verdict.Blocked),
            Difference.Doubtful or Difference.PerhapsOpened => HopMark.Of(Verdict.Undecided),
            _ => HopMark.Of(HopResult.NotApplicable),
        },
        Before = difference.Before is { } was ? new PathView(2 * number, was, before.Model, before.Locate) { Changed = Numbers(was, difference.Former) } : null,
        After = difference.After is { } now ? new PathView((2 * number) + 1, now, after.Model, after.Locate) { Changed = Numbers(now, difference.Hops) } : null,
        Hops = Pairs(difference.After is null ? [] : difference.Former, difference.Hops),
    };

    private static HashSet<int> Numbers(InvokePath path, IReadOnlyList<Hop> hops) =>
        [.. path.Hops.Index().Where(pair => hops.Contains(pair.Item)).Select(pair => pair.Index)];

    /// <summary>Those of one kind belong together, in their order.</summary>
    private static IReadOnlyList<(Hop?, Hop?)> Pairs(IReadOnlyList<Hop> former, IReadOnlyList<Hop> hops) =>
    [
        .. former.Concat(hops).Select(hop => hop.Kind).Distinct().Order().SelectMany(kind =>
        {
            var (was, now) = (former.Where(hop => hop.Kind == kind).ToArray(), hops.Where(hop => hop.Kind == kind).ToArray());
            return Enumerable.Range(0, Math.Max(was.Length, now.Length)).Select(i => (was.ElementAtOrDefault(i), now.ElementAtOrDefault(i)));
        }),
    ];
}

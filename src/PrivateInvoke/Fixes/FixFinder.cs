using PrivateInvoke.Cloud;
using PrivateInvoke.Paths;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Fixes;

/// <summary>
/// Finds the smallest patch for each path that is blocked or warned of. Every change is put into the plan and the path is judged anew: what
/// does not mend its hop is not suggested.
/// </summary>
internal static class FixFinder
{
    /// <summary>A path with more wrong than this was never meant to work.</summary>
    private const int MostChanges = 8;

    /// <summary>One path's changes are there for the next one.</summary>
    public static IReadOnlyList<Suggestion> Find(PlanDocument plan, IReadOnlyList<InvokePath> paths)
    {
        var found = new List<Suggestion>();
        foreach (var path in paths.Where(path => path.Verdict is not Verdict.Reachable))
        {
            var suggestion = Mend(plan, path);
            found.Add(suggestion);
            plan = Apply(plan, suggestion.Changes);
        }

        foreach (var path in paths)
        {
            foreach (var hop in path.Hops.Where(hop => hop.Result is HopResult.Warning))
            {
                var suggestion = Improve(plan, path, hop);
                if (suggestion is null || found.Exists(other => other.Hop == hop))
                    continue;
                found.Add(suggestion);
                plan = Apply(plan, suggestion.Changes);
            }
        }

        return found;
    }

    private static Suggestion Mend(PlanDocument before, InvokePath path)
    {
        var (plan, now, changes) = (before, Judge(before, path), new List<Change>());
        while (changes.Count < MostChanges && now.Verdict is Verdict.Blocked && Step(plan, now) is { } step)
        {
            changes.AddRange(step.Changes);
            (plan, now) = (step.Plan, step.Path);
        }

        var hop = path.Blockers.FirstOrDefault() ?? path.Hops.First(hop => hop.Result is HopResult.Undecided);
        if (now.Verdict is Verdict.Blocked)
            return new Suggestion(path, hop, [], null, Why(now.Blockers.First()));
        if (changes.Count == 0)
            return now.Verdict is Verdict.Reachable
                ? new Suggestion(path, hop, [], now, "The changes above mend it too.")
                : new Suggestion(path, hop, [], null, $"It is Undecided, and no change decides it: {now.Hops.First(one => one.Result is HopResult.Undecided).Message}");

        Prune(before, path, changes, now.Verdict);
        now = Judge(Apply(before, changes), path);
        return new Suggestion(path, hop, changes, now, now.Hops.FirstOrDefault(one => one.Result is HopResult.Undecided)?.Message);
    }

    /// <summary>The first candidate that opens the hop it is for, without closing another.</summary>
    private static (PlanDocument Plan, InvokePath Path, IReadOnlyList<Change> Changes)? Step(PlanDocument plan, InvokePath path)
    {
        foreach (var hop in path.Blockers)
        {
            foreach (var changes in Candidates(plan, path, hop))
            {
                var with = Apply(plan, changes);
                var after = Judge(with, path);
                if (!after.Blockers.Any(other => other.Kind == hop.Kind && other.Code == hop.Code && other.Address == hop.Address))
                    return (with, after, changes);
            }
        }

        return null;
    }

    private static void Prune(PlanDocument plan, InvokePath path, List<Change> changes, Verdict wanted)
    {
        for (var i = changes.Count - 1; i >= 0 && changes.Count > 1; i--)
        {
            Change[] others = [.. changes.Where((_, at) => at != i)];
            if (others.All(other => !other.Hcl.Contains(changes[i].Address.Split('.')[^2] + "." + changes[i].Address.Split('.')[^1], StringComparison.Ordinal)) && Judge(Apply(plan, others), path).Verdict == wanted)
                changes.RemoveAt(i);
        }
    }

    /// <returns>Null where no change takes the warning away and leaves the path as good as it is.</returns>
    private static Suggestion? Improve(PlanDocument plan, InvokePath path, Hop hop)
    {
        var now = Judge(plan, path);
        foreach (var changes in Candidates(plan, now, hop))
        {
            var after = Judge(Apply(plan, changes), path);
            if (after.Verdict == now.Verdict && !after.Hops.Any(other => other.Result is HopResult.Warning && other.Kind == hop.Kind && other.Code == hop.Code))
                return new Suggestion(path, hop, changes, after, null);
        }

        return null;
    }

    private static IEnumerable<IReadOnlyList<Change>> Candidates(PlanDocument plan, InvokePath path, Hop hop)
    {
        var model = CloudModel.Read(plan);
        if (path.Caller.Address is not { } caller || model.Functions.Find(caller) is null)
            return [];

        var context = new FixContext(plan, model, path);
        return NetworkFixes.For(context, hop).Concat(PolicyFixes.For(context, hop)).Concat(FunctionFixes.For(context, hop))
            .Select(changes => (IReadOnlyList<Change>)[.. changes]).Where(changes => changes.Count > 0);
    }

    public static PlanDocument Apply(PlanDocument plan, IEnumerable<Change> changes) => changes.Aggregate(plan, (all, change) => change.ApplyTo(all));

    /// <summary>The same path in another plan.</summary>
    public static InvokePath Judge(PlanDocument plan, InvokePath path)
    {
        var model = CloudModel.Read(plan);
        var query = new PathQuery
        {
            Caller = path.Caller.Address,
            Callee = path.Service == "lambda" && path.Callee != PathEnd.AnyFunction ? path.Callee.Address ?? path.Callee.Name : null,
            Service = path.Service,
        };
        return PathFinder.Find(model, query).FirstOrDefault(other => other.Callee == path.Callee) ?? path;
    }

    private static string Why(Hop hop) => hop switch
    {
        _ when PolicyFixes.IsDeny(hop) => $"A Deny is somebody's decision, so it is not undone here: {hop.Fix}",
        { Code: "MALFORMED_POLICY" } => $"What the document was meant to say is not known: {hop.Fix}",
        { Code: "SUBNET_ACL_RESTRICTION" } => $"A network ACL takes an entry for each direction, with numbers that only you can choose: {hop.Fix}",
        { Fix: { } fix } => $"No single resource or attribute does it: {fix}",
        _ => $"No single resource or attribute does it: {hop.Message}",
    };
}

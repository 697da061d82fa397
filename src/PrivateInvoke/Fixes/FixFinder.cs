using PrivateInvoke.Paths;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Fixes;

/// <summary>
/// Finds the smallest patch for each path that is blocked or warned of. Every change is put into the plan and the paths are judged anew:
/// what does not mend its hop is not suggested. Reading a plan takes longer than judging its paths, so the next change of each path is put
/// in together with those of the others, unless two of them do the same.
/// </summary>
internal static class FixFinder
{
    /// <summary>A path with more wrong than this was never meant to work.</summary>
    private const int MostChanges = 8;

    /// <summary>One path's changes are there for the others.</summary>
    public static IReadOnlyList<Suggestion> Find(PlanDocument document, IReadOnlyList<InvokePath> paths)
    {
        var mends = paths.Where(path => path.Verdict is not Verdict.Reachable).Select(path => new Mend(path)).ToList();
        var plan = Prune(document, MendAll(document, mends), mends);
        var found = Judged(plan, mends).Select(pair => Suggest(pair.Mend, pair.Now)).ToList();

        var warned = paths.SelectMany(path => path.Hops.Where(hop => hop.Result is HopResult.Warning).Select(hop => new Mend(path) { Warning = hop }))
            .DistinctBy(mend => mend.Warning).ToList();
        plan = MendEach(plan, warned);
        found.AddRange(Judged(plan, [.. warned.Where(mend => mend.Changes.Count > 0)])
            .Select(pair => new Suggestion(pair.Mend.Path, pair.Mend.Warning!, pair.Mend.Changes, pair.Now, null)));
        return found;
    }

    public static PlanDocument Apply(PlanDocument plan, IEnumerable<Change> changes) => changes.Aggregate(plan, (all, change) => change.ApplyTo(all));

    /// <summary>The same path in another plan.</summary>
    public static InvokePath Judge(PlanDocument plan, InvokePath path) => new PatchedPlan(plan).Judge([path])[0];

    /// <summary>Half a patch is none: without those that it does not open, the others begin anew.</summary>
    private static PatchedPlan MendAll(PlanDocument document, IReadOnlyList<Mend> mends)
    {
        while (true)
        {
            var plan = MendEach(new PatchedPlan(document), mends);
            var stuck = Judged(plan, mends).Where(pair => pair.Now.Verdict is Verdict.Blocked && pair.Mend.Changes.Count > 0).ToList();
            if (stuck.Count == 0)
                return plan;

            foreach (var (mend, now) in stuck)
                mend.StoppedAt = now.Blockers.First();
            foreach (var mend in mends)
                mend.Changes.Clear();
        }
    }

    /// <summary>Adds to each what mends it, a change at a time, until none does.</summary>
    private static PatchedPlan MendEach(PatchedPlan plan, IReadOnlyList<Mend> mends)
    {
        foreach (var mend in mends)
            mend.Tried = 0;
        while (Next(plan, [.. Judged(plan, mends).Where(pair => pair.Mend.IsOpen(pair.Now))]) is { Count: > 0 } steps)
        {
            var with = plan.With(steps.SelectMany(step => step.Changes));
            var taken = new List<Step>();
            var spoilt = new HashSet<string>();
            foreach (var (step, now) in steps.Zip(with.Judge([.. steps.Select(step => step.Mend.Path)])))
            {
                // A document that was appended to after a change that does not help has that change in it.
                if (step.Changes.Any(change => spoilt.Contains(change.Address)))
                    continue;

                if (step.Helps(now))
                {
                    taken.Add(step);
                    step.Mend.Changes.AddRange(step.Changes);
                    step.Mend.Tried = 0;
                }
                else
                {
                    step.Mend.Tried++;
                    spoilt.UnionWith(step.Changes.Select(change => change.Address));
                }
            }

            plan = taken.Count == steps.Count ? with : taken.Count == 0 ? plan : plan.With(taken.SelectMany(step => step.Changes));
        }

        return plan;
    }

    /// <summary>The next change of each path, without those that may be needless once another one's is there.</summary>
    private static List<Step> Next(PatchedPlan plan, IReadOnlyList<(Mend Mend, InvokePath Now)> open)
    {
        var draft = plan.Draft();
        var (steps, hops, targets) = (new List<Step>(), new HashSet<Hop>(), new HashSet<string>());
        foreach (var (mend, now) in open)
        {
            var step = mend.HopsOf(now).SelectMany(hop => Candidates(draft, now, hop).Select(changes => new Step(mend, hop, now.Verdict, changes)))
                .Skip(mend.Tried).FirstOrDefault();
            if (step is null || hops.Contains(step.Hop) || step.Changes.Any(change => targets.Contains(change.Target)))
                continue;

            steps.Add(step);
            hops.Add(step.Hop);
            foreach (var change in step.Changes)
            {
                targets.Add(change.Target);
                draft.Show(change);
            }
        }

        return steps;
    }

    /// <summary>Takes out again what turns out not to be needed, the last changes first.</summary>
    private static PatchedPlan Prune(PlanDocument document, PatchedPlan plan, IReadOnlyList<Mend> mends)
    {
        for (var i = MostChanges; i >= 0; i--)
        {
            var tried = mends.Where(mend => mend.Changes.Count > Math.Max(i, 1)).ToHashSet();
            if (tried.Count == 0)
                continue;

            // What another change names, or has appended to, stays.
            var all = mends.SelectMany(mend => mend.Changes).ToList();
            var (hcl, overridden) = (string.Concat(all.Select(change => change.Hcl)), all.Where(change => change.IsOverride).ToLookup(change => change.Address));
            tried.RemoveWhere(mend => hcl.Contains(NameOf(mend.Changes[i]), StringComparison.Ordinal) || overridden[mend.Changes[i].Address].Count() > 1);
            if (tried.Count == 0)
                continue;

            var before = Judged(plan, mends).ToList();
            var without = new PatchedPlan(document).With(mends.SelectMany(mend => mend.Changes.Where((_, at) => at != i || !tried.Contains(mend))));
            var worse = before.Zip(Judged(without, mends)).Where(pair => pair.First.Now.Verdict != pair.Second.Now.Verdict).Select(pair => pair.First.Mend).ToHashSet();
            if (!worse.IsSubsetOf(tried))
                continue;

            foreach (var mend in tried.Except(worse))
                mend.Changes.RemoveAt(i);
            if (worse.Count < tried.Count)
                plan = worse.Count == 0 ? without : new PatchedPlan(document).With(mends.SelectMany(mend => mend.Changes));
        }

        return plan;
    }

    private static string NameOf(Change change) => string.Join('.', change.Address.Split('.')[^2..]);

    private static Suggestion Suggest(Mend mend, InvokePath now)
    {
        var path = mend.Path;
        var hop = path.Blockers.FirstOrDefault() ?? path.Hops.First(hop => hop.Result is HopResult.Undecided);
        var open = now.Hops.FirstOrDefault(one => one.Result is HopResult.Undecided)?.Message;
        return (now.Verdict, mend.Changes.Count) switch
        {
            (Verdict.Blocked, _) => new Suggestion(path, hop, [], null, Why(mend.StoppedAt ?? now.Blockers.First())),
            (Verdict.Reachable, 0) => new Suggestion(path, hop, [], now, "The changes for the other paths mend it too."),
            (_, 0) => new Suggestion(path, hop, [], null, $"It is Undecided, and no change decides it: {open}"),
            _ => new Suggestion(path, hop, mend.Changes, now, open),
        };
    }

    private static IEnumerable<IReadOnlyList<Change>> Candidates(PatchedPlan plan, InvokePath path, Hop hop)
    {
        if (path.Caller.Address is not { } caller || plan.Model.Functions.Find(caller) is null)
            return [];

        var context = new FixContext(plan, path);
        return NetworkFixes.For(context, hop).Concat(PolicyFixes.For(context, hop)).Concat(FunctionFixes.For(context, hop))
            .Select(changes => (IReadOnlyList<Change>)[.. changes]).Where(changes => changes.Count > 0);
    }

    private static IEnumerable<(Mend Mend, InvokePath Now)> Judged(PatchedPlan plan, IReadOnlyList<Mend> mends) =>
        mends.Zip(plan.Judge([.. mends.Select(mend => mend.Path)]));

    private static string Why(Hop hop) => hop switch
    {
        _ when PolicyFixes.IsDeny(hop) => $"A Deny is somebody's decision, so it is not undone here: {hop.Fix}",
        { Code: "MALFORMED_POLICY" } => $"What the document was meant to say is not known: {hop.Fix}",
        { Code: "SUBNET_ACL_RESTRICTION" } => $"A network ACL takes an entry for each direction, with numbers that only you can choose: {hop.Fix}",
        { Fix: { } fix } => $"No single resource or attribute does it: {fix}",
        _ => $"No single resource or attribute does it: {hop.Message}",
    };

    /// <summary>A path that is to be mended, or one warning of it.</summary>
    private sealed class Mend(InvokePath path)
    {
        public InvokePath Path => path;

        public Hop? Warning { get; init; }

        public List<Change> Changes { get; } = [];

        /// <summary>How many candidates have not helped since the last one that did.</summary>
        public int Tried { get; set; }

        /// <summary>What nothing opens.</summary>
        public Hop? StoppedAt { get; set; }

        public bool IsOpen(InvokePath now) => Warning is null
            ? StoppedAt is null && Changes.Count < MostChanges && now.Verdict is Verdict.Blocked
            : Changes.Count == 0;

        public IEnumerable<Hop> HopsOf(InvokePath now) => Warning is null ? now.Blockers : now.Hops.Where(IsWarning);

        public bool IsWarning(Hop hop) => hop.Result is HopResult.Warning && hop.Kind == Warning!.Kind && hop.Code == Warning.Code;
    }

    /// <param name="Before">The verdict without the changes.</param>
    private sealed record Step(Mend Mend, Hop Hop, Verdict Before, IReadOnlyList<Change> Changes)
    {
        /// <summary>A blocked hop is open, or a warning is gone and the path is as good as it was.</summary>
        public bool Helps(InvokePath now) => Mend.Warning is null
            ? !now.Blockers.Any(other => other.Kind == Hop.Kind && other.Code == Hop.Code && other.Address == Hop.Address)
            : now.Verdict == Before && !now.Hops.Any(Mend.IsWarning);
    }
}

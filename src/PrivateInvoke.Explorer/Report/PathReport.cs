using PrivateInvoke.Explorer.Map;
using PrivateInvoke.Paths;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Explorer.Report;

/// <summary>What a report of several paths shows of each: all of them in a list, and the first ones, the worst before the others, whole.</summary>
public sealed class PathReport
{
    /// <summary>A path whole is about 20 KB, and a report has to stay one that can be sent.</summary>
    private const int MostSections = 30;

    private const int MostMatrixCells = 400;

    private readonly Dictionary<Hop, int> _numbers = [];
    private readonly HashSet<int> _sections;

    public PathReport(ExploredPlan plan, IReadOnlyList<InvokePath> paths, string source, Func<InvokePath, bool> isToMend)
    {
        (Source, Locate) = (source, plan.Locate);
        Views = [.. paths.Index().Select(pair => new PathView(pair.Index, pair.Item, plan.Model, plan.Locate))];
        Ordered = [.. Views.OrderBy(view => view.Path.Verdict switch { Verdict.Blocked => 0, Verdict.Undecided => 1, _ => 2 })];
        var drawn = Ordered.Take(MostSections).ToList();
        var patches = plan.Patches([.. drawn.Select(view => view.Path).Where(isToMend)]);
        Sections = [.. drawn.Select(view => view with { Patches = patches })];
        _sections = [.. Sections.Select(view => view.Number)];
        foreach (var finding in Ordered.SelectMany(view => view.Findings))
            _numbers.TryAdd(finding.Hop, _numbers.Count);
        Findings = [.. _numbers.Keys];
    }

    /// <summary>What was judged, for the reader.</summary>
    public string Source { get; }

    public Func<string, SourceLocation?> Locate { get; }

    public IReadOnlyList<PathView> Views { get; }

    public IReadOnlyList<PathView> Ordered { get; }

    /// <summary>Those that are shown whole.</summary>
    public IReadOnlyList<PathView> Sections { get; }

    /// <summary>Each once, however many paths meet it.</summary>
    public IReadOnlyList<Hop> Findings { get; }

    public IEnumerable<(HopMark Mark, int Count)> Counts =>
        Views.CountBy(view => view.Path.Verdict).OrderBy(pair => pair.Key).Select(pair => (HopMark.Of(pair.Key), pair.Value));

    public bool FitsMatrix =>
        Views.Select(view => view.Path.Caller.Name).Distinct().Count() * Views.Select(view => view.Path.Callee.Name).Distinct().Count() <= MostMatrixCells;

    public bool HasSection(PathView view) => _sections.Contains(view.Number);

    public string AnchorOf(PathView view) => HasSection(view) ? view.Id : $"r{view.Number}";

    /// <summary>None where the path is shown whole and says so itself.</summary>
    public IEnumerable<int> FindingsOf(PathView view) =>
        Sections.Count == Views.Count ? [] : view.Findings.Select(finding => _numbers[finding.Hop]);
}

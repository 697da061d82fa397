using PrivateInvoke.Cloud;
using PrivateInvoke.Explorer.Report;
using PrivateInvoke.Fixes;
using PrivateInvoke.Paths;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Explorer;

/// <summary>A plan as it is shown: what was read of it, and where its addresses are written.</summary>
public sealed record ExploredPlan(PlanDocument Document, CloudModel Model)
{
    public static readonly ExploredPlan Empty = Of(new PlanDocument { Resources = [], Region = Planned<string>.Unknown.Instance });

    /// <summary>Where a Terraform address is written, or null.</summary>
    public Func<string, SourceLocation?> Locate { get; init; } = _ => null;

    /// <summary>The expression of an address's attribute as it is written, or null.</summary>
    public Func<string, string, string?> Written { get; init; } = (_, _) => null;

    public static ExploredPlan Of(PlanDocument document) => new(document, CloudModel.Read(document));

    /// <summary>What <c>check --suggest</c> prints: each patch has been put into the plan and the path judged with it.</summary>
    /// <returns>By path and hop; a path whose Verdict is Reachable may have patches for its warnings.</returns>
    public IReadOnlyDictionary<(InvokePath Path, Hop Hop), Patch> Patches(IReadOnlyList<InvokePath> paths)
    {
        var found = new Dictionary<(InvokePath, Hop), Patch>();
        foreach (var suggestion in FixFinder.Find(Document, paths))
            found.TryAdd((suggestion.Path, suggestion.Hop), Patch.Of(suggestion.WithProviders(Written), Locate));
        return found;
    }
}

using PrivateInvoke.Cloud;
using PrivateInvoke.Paths;
using PrivateInvoke.Terraform.Planning;
using Verdicts = PrivateInvoke.Paths.Verdict;

namespace PrivateInvoke.Terraform.Provisioning;

/// <summary>A plan and what it means for the invokes.</summary>
public sealed record Judgement(PlannedConfiguration Configuration, IReadOnlyList<InvokePath> Paths)
{
    internal static Judgement Of(PlannedConfiguration configuration) =>
        new(configuration, PathFinder.Find(CloudModel.Read(configuration.Plan)));

    /// <summary>The worst of the paths; null when nothing in the plan invokes anything.</summary>
    public Verdict? Verdict =>
        Paths.Count == 0 ? null
        : Paths.Any(path => path.Verdict is Verdicts.Blocked) ? Verdicts.Blocked
        : Paths.Any(path => path.Verdict is Verdicts.Undecided) ? Verdicts.Undecided
        : Verdicts.Reachable;

    public int Resources => Configuration.Plan.Resources.Count(resource => !resource.IsData);

    /// <summary>Every path hop by hop, as <c>check</c> prints it.</summary>
    public string Text()
    {
        using var text = new StringWriter();
        foreach (var path in Paths)
            TextReport.Write(text, path, color: false);

        return text.ToString();
    }
}

using PrivateInvoke.Cloud;
using PrivateInvoke.Expectations;
using PrivateInvoke.Explorer;
using PrivateInvoke.Paths;
using PrivateInvoke.Terraform.Planning;

namespace PrivateInvoke.Cli;

/// <summary>What a check writes about the paths.</summary>
internal enum CheckDocument
{
    Report,
    Fixes,
    Policies,
}

/// <summary>What a check is asked about a plan.</summary>
internal sealed record CheckQuestion(PlanSource Source, PathQuery Query, ExpectationFile? Expectations, CheckDocument Document, string Format, bool Color)
{
    /// <summary>All that the outcome depends on besides the plan: this program too, which may be another one next time.</summary>
    public IReadOnlyList<string> Parts =>
    [
        .. new[] { typeof(CheckQuestion), typeof(Planner), typeof(CloudModel), typeof(ExploredPlan) }.Select(type => $"{type.Module.ModuleVersionId}"),
        Source.Name, Repository, Query.Caller ?? "", Query.Callee ?? "", Query.Service,
        Expectations?.Name ?? "", Expectations?.Text ?? "", $"{Document}", Format, $"{Color}",
    ];

    /// <summary>Where files are named from.</summary>
    private string Repository => Source is PlanSource.Folder { Module.Directory: var directory } ? Cli.Repository.Of(directory) : "";
}

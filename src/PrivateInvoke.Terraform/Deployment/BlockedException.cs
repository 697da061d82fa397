using PrivateInvoke.Paths;

namespace PrivateInvoke.Terraform.Deployment;

/// <summary>An invoke path is blocked, so nothing was applied.</summary>
public sealed class BlockedException(string problem, string remedy, DeploymentPlan? plan = null) : ProblemException(problem, remedy)
{
    /// <summary>The plan at the target that shows it; null where the configuration alone does.</summary>
    public DeploymentPlan? Plan { get; } = plan;

    internal static BlockedException Of(InvokePath path, DeploymentPlan? plan)
    {
        var hop = path.Hops.First(hop => hop.Result is HopResult.Blocked);
        return new(
            $"An invoke path is blocked: nothing was deployed. {path.Caller.Name} to {path.Callee.Name}, {hop.Kind.Words()}: {hop.Message}",
            hop.Fix ?? "Change what that hop names.",
            plan);
    }
}

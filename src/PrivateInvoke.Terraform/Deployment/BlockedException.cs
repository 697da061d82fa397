using PrivateInvoke.Paths;

namespace PrivateInvoke.Terraform.Deployment;

/// <summary>An invoke path is blocked, so nothing was applied.</summary>
public sealed class BlockedException(string problem, string remedy) : ProblemException(problem, remedy)
{
    internal static BlockedException Of(string name, InvokePath path)
    {
        var hop = path.Hops.First(hop => hop.Result is HopResult.Blocked);
        return new(
            $"'{name}': an invoke path is blocked, so nothing was deployed: {path.Caller.Name} to {path.Callee.Name} at {hop.Kind}: {hop.Message}",
            hop.Fix ?? "Change what that hop names.");
    }
}

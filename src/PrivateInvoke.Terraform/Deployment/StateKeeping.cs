using PrivateInvoke.Terraform.Stacks;

namespace PrivateInvoke.Terraform.Deployment;

/// <summary>
/// Where the state of a deployment is. A folder of generated files is moved, cleaned and checked out anew; what an emulator has is soon
/// gone itself, and what an account has is not.
/// </summary>
public static class StateKeeping
{
    /// <summary>Whether the state at AWS is in a file of this machine and nowhere else.</summary>
    public static bool IsLocal(DeploymentOptions options) =>
        options.Target is DeploymentTarget.Account && options.Backend is not StackBackend.S3
        && !(options.Backend is StackBackend.Own && OwnBackend.IsIn(ModuleTree.Read(options.Root, TerraformProduct.Used(options.Executable))));

    /// <exception cref="ProblemException">It is, and nobody has said that it may be.</exception>
    public static void Require(DeploymentOptions options)
    {
        if (!options.KeepsLocalState && IsLocal(options))
        {
            throw new ProblemException(
                $"'{options.Name}' names no backend, and without its state nobody finds what was made at AWS.",
                "Give --backend bucket[/key], or write a backend block into its terraform block. --local-state keeps the state in artifacts/stacks of this machine alone.");
        }
    }
}

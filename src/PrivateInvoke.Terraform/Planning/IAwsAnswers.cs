
namespace PrivateInvoke.Terraform.Planning;

/// <summary>An AWS API for plans with no account: it answers what AWS answers everybody, and refuses the rest.</summary>
public interface IAwsAnswers
{
    /// <summary>The error code of what it does not answer.</summary>
    const string Refusal = "NeedsAccount";

    /// <summary>Where it is; it starts when it is first asked for.</summary>
    /// <param name="tree">What is planned against it.</param>
    Task<Uri> AddressAsync(ModuleTree tree, CancellationToken cancellationToken);
}

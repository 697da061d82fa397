using PrivateInvoke.Terraform.Provisioning;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>
/// A Terraform root module: planned and judged when the application starts, and applied where it has an endpoint or an account. It is
/// <c>Running</c> when that is done, so that <c>WaitFor</c> waits for it.
/// </summary>
/// <param name="directory">The root module's folder, absolute. Nothing is ever written to it.</param>
public sealed class TerraformResource(string name, string directory) : Resource(name), IResourceWithWaitSupport
{
    public string Directory { get; } = directory;

    /// <summary>Input variables: a text each, or what gives one later.</summary>
    internal Dictionary<string, object> Variables { get; } = [];

    internal Dictionary<string, object> BackendConfig { get; } = [];

    internal List<string> Inputs { get; } = [];

    /// <summary>Null: nowhere, or what <see cref="Account"/> says.</summary>
    internal object? Endpoint { get; set; }

    internal ProvisionTarget.Account? Account { get; set; }

    internal string? Executable { get; set; }

    /// <summary>Made before the first apply, such as the functions' packages.</summary>
    internal Func<IServiceProvider, CancellationToken, Task>? Prepare { get; set; }

    internal TerraformRun Run { get; } = new();
}

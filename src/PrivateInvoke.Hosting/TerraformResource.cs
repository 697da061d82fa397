using PrivateInvoke.Terraform.Deployment;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>
/// A Terraform root module: planned and judged when the application starts, and applied where it has an endpoint or an account. It is
/// <c>Running</c> when that is done, so that <c>WaitFor</c> waits for it.
/// </summary>
/// <param name="directory">The root module's folder: a text, or a parameter that holds it. Nothing is ever written to it.</param>
public sealed class TerraformResource(string name, ReferenceExpression directory) : Resource(name), IResourceWithWaitSupport
{
    /// <summary>The root module's folder; a relative one starts at the AppHost's.</summary>
    public ReferenceExpression Directory { get; } = directory;

    /// <summary>Input variables: a text each, or what gives one later.</summary>
    internal Dictionary<string, object> Variables { get; } = [];

    internal Dictionary<string, object> BackendConfig { get; } = [];

    internal bool KeepsLocalState { get; set; }

    internal List<string> Inputs { get; } = [];

    /// <summary>Null: nowhere, or what <see cref="Account"/> says.</summary>
    internal object? Endpoint { get; set; }

    internal DeploymentTarget.Account? Account { get; set; }

    internal string? Executable { get; set; }

    internal TerraformRun Run { get; } = new();
}

/// <summary>What a root module has come to in this run of the application.</summary>
internal sealed class TerraformRun
{
    private readonly Lock _gate = new();
    private TaskCompletionSource<Deployed> _deployed = New();

    /// <summary>Raised for each check of the root module, by whatever asked for it, so that everything that shows a verdict shows the same.</summary>
    public event Action<CheckedPlan>? Checked;

    /// <summary>The last time it ended well; while it has never ended, the first time it does. It throws what went wrong.</summary>
    public Task<Deployed> Deployed
    {
        get
        {
            lock (_gate)
                return _deployed.Task;
        }
    }

    public void Set(CheckedPlan plan) => Checked?.Invoke(plan);

    /// <summary>A later apply replaces what an earlier one gave.</summary>
    public void Set(Deployed deployed)
    {
        lock (_gate)
        {
            Renew();
            _deployed.SetResult(deployed);
        }
    }

    /// <summary>What an earlier apply gave stays.</summary>
    public void Fail(Exception exception)
    {
        lock (_gate)
        {
            if (_deployed.Task.IsCompletedSuccessfully)
                return;

            Renew();
            _deployed.SetException(exception);

            // Nobody may be asking.
            _ = _deployed.Task.Exception;
        }
    }

    private void Renew()
    {
        if (_deployed.Task.IsCompleted)
            _deployed = New();
    }

    private static TaskCompletionSource<Deployed> New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

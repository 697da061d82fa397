namespace PrivateInvoke.Terraform;

/// <summary>What a command is at, from its JSON events.</summary>
public abstract record TerraformProgress
{
    private TerraformProgress()
    {
    }

    /// <param name="Command"><c>plan</c></param>
    public sealed record CommandStarted(string Command) : TerraformProgress;

    public sealed record CommandEnded(string Command, TimeSpan Elapsed) : TerraformProgress;

    /// <summary>A sentence for the user that is not Terraform's: which mirror is used, what is waited for.</summary>
    public sealed record Notice(string Text) : TerraformProgress;

    /// <summary>A line of <c>init</c>, which has no finer events: it installs modules and providers.</summary>
    public sealed record Initializing(string Text) : TerraformProgress;

    /// <param name="Action"><c>create</c>, <c>read</c>, <c>update</c>, <c>delete</c>, <c>replace</c> …</param>
    public sealed record ChangePlanned(string Address, string Action) : TerraformProgress;

    /// <summary>A resource instance is not as the state says.</summary>
    public sealed record DriftFound(string Address, string Action) : TerraformProgress;

    public sealed record ResourceStarted(string Address, string Action) : TerraformProgress;

    public sealed record ResourceWorking(string Address, string Action, TimeSpan Elapsed) : TerraformProgress;

    public sealed record ResourceEnded(string Address, string Action, TimeSpan Elapsed) : TerraformProgress;

    public sealed record ResourceFailed(string Address, string Action) : TerraformProgress;

    /// <param name="Operation"><c>plan</c>, <c>apply</c> or <c>destroy</c></param>
    public sealed record ChangesCounted(string Operation, int Add, int Change, int Remove) : TerraformProgress;

    /// <param name="Status"><c>pass</c>, <c>fail</c>, <c>error</c>, <c>skip</c></param>
    public sealed record TestRunEnded(string File, string Run, string Status) : TerraformProgress;

    public sealed record DiagnosticReported(TerraformDiagnostic Diagnostic) : TerraformProgress;
}

using PrivateInvoke.Plan;

namespace PrivateInvoke.Terraform.Planning;

/// <summary>The plan with symbols in place of what is known only after an apply: <c>terraform test</c> makes it.</summary>
internal sealed class Replan(Workspace workspace, IReadOnlyList<string> variableFiles)
{
    /// <summary>With what the last one was made.</summary>
    private string LastOverrides => Path.Combine(workspace.Folder, "overrides.hcl");

    /// <returns>No plan, and the errors, where the configuration cannot be planned with the symbols.</returns>
    public Task<PlanAttempt> MakeAsync(TerraformCli terraform, string overrides, CancellationToken cancellationToken) =>
        MakeAsync(terraform, overrides, Workspace.TestFolder, cancellationToken);

    /// <summary>
    /// Most edits leave what is known only after an apply as it was: the re-plan is then made beside the plan, with the symbols of the last
    /// time. Whether they are those of this plan is seen when it is there.
    /// </summary>
    public GuessedReplan? Guess(TerraformCli terraform, CancellationToken cancellationToken)
    {
        if (!File.Exists(LastOverrides))
            return null;

        var overrides = File.ReadAllText(LastOverrides);
        var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        return new GuessedReplan(overrides, MakeAsync(terraform, overrides, $"{Workspace.TestFolder}_guess", stop.Token), stop);
    }

    /// <summary>For the next guess.</summary>
    public Task KeepAsync(string overrides, CancellationToken cancellationToken) => File.WriteAllTextAsync(LastOverrides, overrides, cancellationToken);

    private async Task<PlanAttempt> MakeAsync(TerraformCli terraform, string overrides, string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.Combine(workspace.Root, folder));
        await File.WriteAllTextAsync(Path.Combine(workspace.Root, folder, "symbols.tftest.hcl"), overrides, cancellationToken).ConfigureAwait(false);

        RawPlan? plan = null;
        var options = new TestOptions
        {
            TestDirectory = folder,
            VariableFiles = variableFiles,
            Plan = async (json, token) => plan = await PlanReader.ReadRawAsync(json, token).ConfigureAwait(false),
        };
        try
        {
            var outcome = await terraform.TestAsync(options, cancellationToken).ConfigureAwait(false);
            return new PlanAttempt(plan, outcome.Diagnostics);
        }
        catch (TerraformException exception)
        {
            return PlanAttempt.Of(exception) with { Plan = plan };
        }
    }
}

/// <summary>A plan, where there is one, and what terraform says of it.</summary>
internal sealed record PlanAttempt(RawPlan? Plan, IReadOnlyList<TerraformDiagnostic> Diagnostics)
{
    public static PlanAttempt Of(TerraformException exception) => new(null, exception.Diagnostics.Count > 0 ? exception.Diagnostics : [exception.FirstError]);
}

/// <summary>A re-plan that is being made with <paramref name="Overrides"/>, before it is known whether these are right.</summary>
internal sealed record GuessedReplan(string Overrides, Task<PlanAttempt> Made, CancellationTokenSource Stop) : IAsyncDisposable
{
    /// <summary>Ends it, where it has not ended.</summary>
    public async ValueTask DisposeAsync()
    {
        await Stop.CancelAsync().ConfigureAwait(false);
        await ((Task)Made).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}

namespace PrivateInvoke.Terraform.Stacks;

public sealed partial class Stack
{
    /// <summary>Addresses of what has been changed behind terraform's back; nothing is changed by asking.</summary>
    /// <exception cref="ProblemException"/>
    public Task<IReadOnlyList<string>> DetectDriftAsync(CancellationToken cancellationToken) => RunAsync(
        async run =>
        {
            await ReadyAsync(run, cancellationToken).ConfigureAwait(false);
            States?.Report(new StackState.Refreshing());
            var drifted = await DriftedAsync(run, cancellationToken).ConfigureAwait(false);

            // It is not as it was applied: the next apply has to look.
            if (drifted is not [])
                run.DropRecord();

            Reported(drifted is [] ? new StackState.Unchanged() : new StackState.Drifted(drifted));
            return drifted;
        },
        cancellationToken);

    private async Task<IReadOnlyList<string>> DriftedAsync(StackRun run, CancellationToken cancellationToken)
    {
        var progress = new StackProgress(Log);
        try
        {
            await run.Terraform(progress).PlanAsync(
                new PlanOptions { RefreshOnly = true, VariableFiles = run.VariableFiles }, cancellationToken).ConfigureAwait(false);
            return progress.Drifted;
        }
        catch (TerraformException exception) when (exception.FirstError.File is not null)
        {
            // Something that outputs speak of is not in the state, or has been deleted by hand. A plan would make it again, and so can be
            // made where a comparison alone cannot; it tells of drift too.
            var whole = new StackProgress(Log);
            await run.Terraform(whole).PlanAsync(
                new PlanOptions { VariableFiles = run.VariableFiles }, cancellationToken).ConfigureAwait(false);
            return whole.Drifted is [] ? throw StackProblem.OfComparison(exception, options) : whole.Drifted;
        }
    }

    /// <summary>Takes what is there into the state. The next apply changes what is not as the configuration says.</summary>
    /// <returns>Addresses of what was not as the state said.</returns>
    /// <exception cref="ProblemException"/>
    public Task<IReadOnlyList<string>> RefreshAsync(CancellationToken cancellationToken) => RunAsync(
        async run =>
        {
            await ReadyAsync(run, cancellationToken).ConfigureAwait(false);
            States?.Report(new StackState.Refreshing());
            var progress = new StackProgress(Log);
            await ComparedAsync(run.Terraform(progress).ApplyAsync(
                new ApplyOptions { RefreshOnly = true, VariableFiles = run.VariableFiles }, cancellationToken)).ConfigureAwait(false);
            Reported(new StackState.Refreshed(progress.Drifted));
            return progress.Drifted;
        },
        cancellationToken);

    private async Task ComparedAsync(Task command)
    {
        try
        {
            await command.ConfigureAwait(false);
        }
        catch (TerraformException exception) when (exception.FirstError.File is not null)
        {
            throw StackProblem.OfComparison(exception, options);
        }
    }
}

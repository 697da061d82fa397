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
            var progress = new StackProgress(Log);
            await ComparedAsync(run.Terraform(progress).PlanAsync(
                new PlanOptions { RefreshOnly = true, VariableFiles = run.VariableFiles }, cancellationToken)).ConfigureAwait(false);

            // It is not as it was applied: the next apply has to look.
            if (progress.Drifted is not [])
                run.DropRecord();

            Reported(progress.Drifted is [] ? new StackState.Unchanged() : new StackState.Drifted(progress.Drifted));
            return progress.Drifted;
        },
        cancellationToken);

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

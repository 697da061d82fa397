namespace PrivateInvoke.Terraform.Stacks;

public sealed partial class Stack
{
    /// <summary>
    /// Plans and applies that plan. Where nothing that counts has changed since the last apply, terraform is not even run; where others
    /// share the state it is asked for a plan.
    /// </summary>
    /// <returns><see cref="StackState.Applied"/> or <see cref="StackState.Unchanged"/>.</returns>
    /// <exception cref="ProblemException"/>
    public Task<StackState> ApplyAsync(CancellationToken cancellationToken) => RunAsync(
        async run =>
        {
            if (run.Settled is not null)
                return Reported(new StackState.Unchanged());

            var plan = await PlanAsync(run, cancellationToken).ConfigureAwait(false);
            return await ApplyAsync(run, plan, cancellationToken).ConfigureAwait(false);
        },
        cancellationToken);

    /// <summary>Applies exactly what was shown; an empty plan is <see cref="StackState.Unchanged"/>.</summary>
    /// <exception cref="ProblemException"/>
    public Task<StackState> ApplyAsync(StackPlan plan, CancellationToken cancellationToken) => RunAsync(
        async run =>
        {
            Require(run, plan);
            if (run.Key != plan.Key)
                throw new ProblemException($"'{options.Name}' has changed since it was planned.", "Plan again.");

            await ReadyAsync(run, cancellationToken).ConfigureAwait(false);
            return await ApplyAsync(run, plan, cancellationToken).ConfigureAwait(false);
        },
        cancellationToken);

    private async Task<StackState> ApplyAsync(StackRun run, StackPlan plan, CancellationToken cancellationToken)
    {
        if (!plan.HasChanges && run.HasRecord)
        {
            run.WriteRecord(await OutputsAsync(run, cancellationToken).ConfigureAwait(false));
            File.Delete(run.Folder.PlanFile);
            return Reported(new StackState.Unchanged());
        }

        run.DropRecord();
        if (plan.HasChanges)
            await ApplyFileAsync(run, plan, cancellationToken).ConfigureAwait(false);

        await SettleAsync(run, cancellationToken).ConfigureAwait(false);
        run.WriteRecord(await OutputsAsync(run, cancellationToken).ConfigureAwait(false));
        return Reported(plan.HasChanges ? new StackState.Applied(plan.Changes) : new StackState.Unchanged());
    }

    private async Task ApplyFileAsync(StackRun run, StackPlan plan, CancellationToken cancellationToken)
    {
        var total = plan.Changes.Total;
        States?.Report(new StackState.Applying(0, total));
        var progress = new StackProgress(Log, done => States?.Report(new StackState.Applying(Math.Min(done, total), total)));
        try
        {
            await run.Terraform(progress).ApplyAsync(new ApplyOptions { PlanFile = run.Folder.PlanFile }, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            File.Delete(run.Folder.PlanFile);
        }
    }

    /// <summary>
    /// Reads once more what was made: a security group says only then which rules it has got from resources of their own, and drift that
    /// is looked for later would be full of it.
    /// </summary>
    private async Task SettleAsync(StackRun run, CancellationToken cancellationToken)
    {
        States?.Report(new StackState.Refreshing());
        await run.Terraform(Log).ApplyAsync(
            new ApplyOptions { RefreshOnly = true, VariableFiles = run.VariableFiles }, cancellationToken).ConfigureAwait(false);
    }

    private StackState Reported(StackState state)
    {
        States?.Report(state);
        return state;
    }
}

namespace PrivateInvoke.Terraform.Stacks;

public sealed partial class Stack
{
    /// <summary>Asks nobody.</summary>
    /// <exception cref="ProblemException"/>
    public Task<StackState.Destroyed> DestroyAsync(CancellationToken cancellationToken) => RunAsync(
        async run =>
        {
            await ReadyAsync(run, cancellationToken).ConfigureAwait(false);
            run.DropRecord();
            StackProgress? progress = null;
            progress = new StackProgress(Log, done => States?.Report(new StackState.Destroying(done, progress!.Planned)));
            var outcome = await run.Terraform(progress).ApplyAsync(
                new ApplyOptions { Destroy = true, VariableFiles = run.VariableFiles }, cancellationToken).ConfigureAwait(false);
            var destroyed = new StackState.Destroyed(outcome.Removed);
            Reported(destroyed);
            return destroyed;
        },
        cancellationToken);
}

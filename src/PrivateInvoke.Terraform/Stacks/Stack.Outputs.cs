namespace PrivateInvoke.Terraform.Stacks;

public sealed partial class Stack
{
    /// <summary>Of the state as it is; empty before the first apply.</summary>
    /// <exception cref="ProblemException"/>
    public Task<IReadOnlyDictionary<string, StackOutput>> OutputsAsync(CancellationToken cancellationToken) => RunAsync(
        async run =>
        {
            if (run.Settled is { } record)
                return record.Outputs;

            await ReadyAsync(run, cancellationToken).ConfigureAwait(false);
            return await OutputsAsync(run, cancellationToken).ConfigureAwait(false);
        },
        cancellationToken);

    private async Task<IReadOnlyDictionary<string, StackOutput>> OutputsAsync(StackRun run, CancellationToken cancellationToken)
    {
        var outputs = await run.Terraform(Log).OutputAsync(cancellationToken).ConfigureAwait(false);
        return outputs.ToDictionary(pair => pair.Key, pair => new StackOutput(pair.Value.Value, pair.Value.IsSensitive));
    }
}

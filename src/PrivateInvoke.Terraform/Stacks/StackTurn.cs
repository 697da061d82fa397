namespace PrivateInvoke.Terraform.Stacks;

/// <summary>
/// One verb's turn at a stack, in this process or another: it waits for the turn before it, takes in what a killed one has made, and frees
/// the lock of the state that a killed one has left.
/// </summary>
internal sealed class StackTurn(StackOptions options, IReadOnlyDictionary<string, string> environment, TimeProvider time, KeptProvider? provider)
{
    public IProgress<StackState>? States { get; init; }

    public IProgress<TerraformProgress>? Log { get; init; }

    /// <exception cref="ProblemException"/>
    /// <exception cref="TerraformException"/>
    public async Task<T> RunAsync<T>(Func<StackRun, Task<T>> verb, CancellationToken cancellationToken)
    {
        if (options.EndpointUrl is { } url && !(Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
            throw new ProblemException($"'{url}' is not the address of an AWS API.", "Give a URL such as http://localhost:4566.");

        var executable = TerraformExecutable.Locate(options.Executable, environment);
        var tree = ModuleTree.Read(options.Root, TerraformProduct.Of(executable));
        var folder = StackFolder.Open(options);
        using var taken = await WorkspaceLock.TakeAsync(folder.Path, time, Log, cancellationToken).ConfigureAwait(false);

        if (folder.Enter(options.Instance) is { } moved)
            Log?.Report(new TerraformProgress.Notice($"What ran behind {options.EndpointUrl} is gone: '{options.Name}' begins anew. Its former state is now {moved}."));

        var former = await FormerRun.EndedAsync(folder.Path, options.Name, Log, cancellationToken).ConfigureAwait(false);
        await using var own = provider is null ? new KeptProvider(time) : null;
        var run = new StackRun(options, folder, tree, executable, environment, provider ?? own!, time) { States = States, Log = Log };
        try
        {
            return await AfterAsync(former, run, verb, cancellationToken).ConfigureAwait(false);
        }
        catch (TerraformException exception) when (HeldLock.In(exception) is { } held)
        {
            if (former?.Run is not { } killed || !held.IsOf(killed, former.LastWrite))
                throw held.Problem(options.Name, folder.Workspace.Root, StackEnvironment.ForAPerson(options, environment));

            await run.Terraform(Log).UnlockAsync(held.Id, cancellationToken).ConfigureAwait(false);
            Log?.Report(new TerraformProgress.Notice(
                $"The lock {held.Id} of terraform {killed.Command} (process {killed.ProcessId}), which was killed, has been freed."));
            return await AfterAsync(former, run, verb, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<T> AfterAsync<T>(FormerRun? former, StackRun run, Func<StackRun, Task<T>> verb, CancellationToken cancellationToken)
    {
        if (former?.Made() is { Count: > 0 } made)
        {
            await run.ReadyAsync(cancellationToken).ConfigureAwait(false);
            await new StackRecovery(run, Log).TakeInAsync(made, cancellationToken).ConfigureAwait(false);
        }

        former?.Forget();
        return await verb(run).ConfigureAwait(false);
    }
}

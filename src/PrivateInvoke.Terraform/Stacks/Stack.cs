using System.Diagnostics.CodeAnalysis;

namespace PrivateInvoke.Terraform.Stacks;

/// <summary>
/// The life of one root module that is really applied. Every verb stands alone: it works on a scratch copy of the user's folder as it is
/// then, and one verb at a time works on a stack, in this process or another.
/// </summary>
/// <param name="environment">The variables of this process, which terraform inherits.</param>
[SuppressMessage("Naming", "CA1711", Justification = "It is no collection: a stack is what is applied together.")]
public sealed partial class Stack(StackOptions options, IReadOnlyDictionary<string, string> environment, TimeProvider time)
{
    public Stack(StackOptions options)
        : this(options, ProcessEnvironment.Read(), TimeProvider.System)
    {
    }

    public StackOptions Options => options;

    public IProgress<StackState>? States { get; init; }

    /// <summary>What terraform does meanwhile.</summary>
    public IProgress<TerraformProgress>? Log { get; init; }

    /// <exception cref="ProblemException">The verb could not do it; also reported as <see cref="StackState.Failed"/>.</exception>
    private async Task<T> RunAsync<T>(Func<StackRun, Task<T>> verb, CancellationToken cancellationToken)
    {
        try
        {
            return await RunLockedAsync(verb, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            States?.Report(new StackState.Interrupted());
            throw;
        }
        catch (TerraformException exception)
        {
            throw Failed(StackProblem.Of(exception, options));
        }
        catch (Exception exception)
        {
            Failed(exception);
            throw;
        }
    }

    private async Task<T> RunLockedAsync<T>(Func<StackRun, Task<T>> verb, CancellationToken cancellationToken)
    {
        if (options.EndpointUrl is { } url && !(Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
            throw new ProblemException($"'{url}' is not the address of an AWS API.", "Give a URL such as http://localhost:4566.");

        var executable = TerraformExecutable.Locate(options.Executable, environment);
        var tree = ModuleTree.Read(options.Root);
        var folder = StackFolder.Open(options);
        using var taken = await WorkspaceLock.TakeAsync(folder.Path, time, Log, cancellationToken).ConfigureAwait(false);

        if (folder.Enter(options.Instance) is { } moved)
            Log?.Report(new TerraformProgress.Notice($"What ran behind {options.EndpointUrl} is gone: '{options.Name}' begins anew. Its former state is now {moved}."));

        var former = await FormerRun.EndedAsync(folder.Path, options.Name, Log, cancellationToken).ConfigureAwait(false);
        var run = new StackRun(options, folder, tree, executable, environment, time, Log);
        try
        {
            return await RunAsync(run).ConfigureAwait(false);
        }
        catch (TerraformException exception) when (HeldLock.In(exception) is { } held)
        {
            if (former?.Run is not { } killed || !held.IsOf(killed, former.LastWrite))
                throw held.Problem(options.Name, folder.Workspace.Root, StackEnvironment.ForAPerson(options, environment));

            await run.Terraform(Log).UnlockAsync(held.Id, cancellationToken).ConfigureAwait(false);
            Log?.Report(new TerraformProgress.Notice(
                $"The lock {held.Id} of terraform {killed.Command} (process {killed.ProcessId}), which was killed, has been freed."));
            return await RunAsync(run).ConfigureAwait(false);
        }

        async Task<T> RunAsync(StackRun run)
        {
            if (former is not null)
                await RecoverAsync(run, former, cancellationToken).ConfigureAwait(false);

            return await verb(run).ConfigureAwait(false);
        }
    }

    private async Task ReadyAsync(StackRun run, CancellationToken cancellationToken)
    {
        States?.Report(new StackState.Initializing());
        await run.ReadyAsync(cancellationToken).ConfigureAwait(false);
    }

    private TException Failed<TException>(TException exception)
        where TException : Exception
    {
        States?.Report(new StackState.Failed(exception));
        return exception;
    }
}

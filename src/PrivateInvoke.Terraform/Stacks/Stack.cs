using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Terraform.Stacks;

/// <summary>
/// The life of one root module that is really applied. Every verb stands alone: it works on a scratch copy of the user's folder as it is
/// then, and one verb at a time works on a stack, in this process or another.
/// </summary>
/// <param name="environment">The variables of this process, which terraform inherits.</param>
/// <param name="provider">What the next verb goes on with; null ends the provider with each verb.</param>
[SuppressMessage("Naming", "CA1711", Justification = "It is no collection: a stack is what is applied together.")]
public sealed class Stack(StackOptions options, IReadOnlyDictionary<string, string> environment, TimeProvider time, KeptProvider? provider = null)
{
    public Stack(StackOptions options, KeptProvider? provider = null)
        : this(options, ProcessEnvironment.Read(), TimeProvider.System, provider)
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
            var turn = new StackTurn(options, environment, time, provider) { States = States, Log = Log };
            return await turn.RunAsync(verb, cancellationToken).ConfigureAwait(false);
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

    private TException Failed<TException>(TException exception)
        where TException : Exception
    {
        States?.Report(new StackState.Failed(exception));
        return exception;
    }

    /// <exception cref="ProblemException"/>
    public Task<StackPlan> PlanAsync(CancellationToken cancellationToken) =>
        RunAsync(run => PlanAsync(run, cancellationToken), cancellationToken);

    /// <summary>Hands over the plan's JSON as it comes, as <c>terraform show -json</c> writes it. It holds sensitive values in clear.</summary>
    /// <exception cref="ProblemException">It is not the stack's last plan.</exception>
    public Task<T> ShowAsync<T>(StackPlan plan, Func<JsonWalker, CancellationToken, Task<T>> read, CancellationToken cancellationToken) => RunAsync(
        async run =>
        {
            Require(run, plan);
            await run.ReadyAsync(cancellationToken).ConfigureAwait(false);
            return await run.ShowAsync(new ShowOptions { Path = run.Folder.PlanFile }, read, cancellationToken).ConfigureAwait(false);
        },
        cancellationToken);

    private async Task<StackPlan> PlanAsync(StackRun run, CancellationToken cancellationToken)
    {
        await run.ReadyAsync(cancellationToken).ConfigureAwait(false);
        States?.Report(new StackState.Planning());
        var progress = new StackProgress(Log);
        var outcome = await run.ReadAsync(
            terraform =>
            {
                progress = new StackProgress(Log);
                return terraform(progress).PlanAsync(new PlanOptions { Out = run.Folder.PlanFile, VariableFiles = run.VariableFiles }, cancellationToken);
            },
            cancellationToken).ConfigureAwait(false);
        var plan = new StackPlan
        {
            HasChanges = outcome.HasChanges,
            Changes = new StackChanges(outcome.Add, outcome.Change, outcome.Remove),
            Resources = progress.Changes,
            Drifted = progress.Drifted,
            IsGone = progress.IsAllGone,
            Warnings = outcome.Warnings,
            Digest = Digest(run.Folder.PlanFile),
            Key = run.Key,
            IsAttached = run.HasReadAttached,
        };
        States?.Report(new StackState.Planned(plan));
        return plan;
    }

    private static void Require(StackRun run, StackPlan plan)
    {
        if (Digest(run.Folder.PlanFile) != plan.Digest)
            throw new ProblemException($"'{run.Folder.PlanFile}' is not the plan that was shown: another one was made since.", "Plan again.");
    }

    private static string Digest(string file)
    {
        if (!File.Exists(file))
            return "";

        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

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

            await run.ReadyAsync(cancellationToken).ConfigureAwait(false);
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
            await run.ApplyAsync(plan.IsAttached, progress, cancellationToken).ConfigureAwait(false);
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
        await run.ReadAsync(
            terraform => terraform(Log).ApplyAsync(new ApplyOptions { RefreshOnly = true, VariableFiles = run.VariableFiles }, cancellationToken),
            cancellationToken).ConfigureAwait(false);
    }

    private StackState Reported(StackState state)
    {
        States?.Report(state);
        return state;
    }

    /// <summary>Asks nobody.</summary>
    /// <exception cref="ProblemException"/>
    public Task<StackState.Destroyed> DestroyAsync(CancellationToken cancellationToken) => RunAsync(
        async run =>
        {
            await run.ReadyAsync(cancellationToken).ConfigureAwait(false);
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

    /// <summary>Addresses of what has been changed behind terraform's back; nothing is changed by asking.</summary>
    /// <exception cref="ProblemException"/>
    public Task<IReadOnlyList<string>> DetectDriftAsync(CancellationToken cancellationToken) => RunAsync(
        async run =>
        {
            await run.ReadyAsync(cancellationToken).ConfigureAwait(false);
            States?.Report(new StackState.Refreshing());
            var drift = await new StackDrift(run, options, Log).FindAsync(cancellationToken).ConfigureAwait(false);

            // It is not as it was applied: the next apply has to look.
            if (drift.Addresses is not [])
                run.DropRecord();

            Reported(drift.Addresses is [] ? new StackState.Unchanged() : drift);
            return drift.Addresses;
        },
        cancellationToken);

    /// <summary>Takes what is there into the state. The next apply changes what is not as the configuration says.</summary>
    /// <returns>Addresses of what was not as the state said.</returns>
    /// <exception cref="ProblemException"/>
    public Task<IReadOnlyList<string>> RefreshAsync(CancellationToken cancellationToken) => RunAsync(
        async run =>
        {
            await run.ReadyAsync(cancellationToken).ConfigureAwait(false);
            States?.Report(new StackState.Refreshing());
            var progress = new StackProgress(Log);
            await ComparedAsync(run.ReadAsync(
                terraform =>
                {
                    progress = new StackProgress(Log);
                    return terraform(progress).ApplyAsync(new ApplyOptions { RefreshOnly = true, VariableFiles = run.VariableFiles }, cancellationToken);
                },
                cancellationToken)).ConfigureAwait(false);
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

    /// <summary>The outputs of the last apply where nothing that counts has changed since; null where terraform has to be asked.</summary>
    /// <exception cref="ProblemException"/>
    public Task<IReadOnlyDictionary<string, StackOutput>?> SettledAsync(CancellationToken cancellationToken) => RunAsync(
        run =>
        {
            var outputs = run.Settled?.Outputs;
            if (outputs is not null)
                States?.Report(new StackState.Unchanged());

            return Task.FromResult(outputs);
        },
        cancellationToken);

    /// <summary>Of the state as it is; empty before the first apply.</summary>
    /// <exception cref="ProblemException"/>
    public Task<IReadOnlyDictionary<string, StackOutput>> OutputsAsync(CancellationToken cancellationToken) => RunAsync(
        async run =>
        {
            if (run.Settled is { } record)
                return record.Outputs;

            await run.ReadyAsync(cancellationToken).ConfigureAwait(false);
            return await OutputsAsync(run, cancellationToken).ConfigureAwait(false);
        },
        cancellationToken);

    private async Task<IReadOnlyDictionary<string, StackOutput>> OutputsAsync(StackRun run, CancellationToken cancellationToken)
    {
        var outputs = await run.ReadAsync(terraform => terraform(Log).OutputAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        return outputs.ToDictionary(pair => pair.Key, pair => new StackOutput(pair.Value.Value, pair.Value.IsSensitive));
    }
}

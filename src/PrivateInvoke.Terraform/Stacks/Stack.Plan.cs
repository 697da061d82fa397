using System.Security.Cryptography;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Terraform.Stacks;

public sealed partial class Stack
{
    /// <exception cref="ProblemException"/>
    public Task<StackPlan> PlanAsync(CancellationToken cancellationToken) =>
        RunAsync(run => PlanAsync(run, cancellationToken), cancellationToken);

    /// <summary>Hands over the plan's JSON as it comes, as <c>terraform show -json</c> writes it. It holds sensitive values in clear.</summary>
    /// <exception cref="ProblemException">It is not the stack's last plan.</exception>
    public Task<T> ShowAsync<T>(StackPlan plan, Func<JsonWalker, CancellationToken, Task<T>> read, CancellationToken cancellationToken) => RunAsync(
        async run =>
        {
            Require(run, plan);
            await ReadyAsync(run, cancellationToken).ConfigureAwait(false);
            return await ShowAsync(run, read, cancellationToken).ConfigureAwait(false);
        },
        cancellationToken);

    private async Task<T> ShowAsync<T>(StackRun run, Func<JsonWalker, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        var shown = default(T)!;
        await run.Terraform(Log).ShowAsync(
            new ShowOptions { Path = run.Folder.PlanFile },
            async (json, token) => shown = await read(json, token).ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false);
        return shown;
    }

    private async Task<StackPlan> PlanAsync(StackRun run, CancellationToken cancellationToken)
    {
        await ReadyAsync(run, cancellationToken).ConfigureAwait(false);
        States?.Report(new StackState.Planning());
        var progress = new StackProgress(Log);
        var outcome = await run.Terraform(progress).PlanAsync(
            new PlanOptions { Out = run.Folder.PlanFile, VariableFiles = run.VariableFiles }, cancellationToken).ConfigureAwait(false);
        var plan = new StackPlan
        {
            HasChanges = outcome.HasChanges,
            Changes = new StackChanges(outcome.Add, outcome.Change, outcome.Remove),
            Resources = progress.Changes,
            Drifted = progress.Drifted,
            Warnings = outcome.Warnings,
            Digest = Digest(run.Folder.PlanFile),
            Key = run.Key,
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
}

using PrivateInvoke.Terraform;
using PrivateInvoke.Terraform.Deployment;
using PrivateInvoke.Terraform.Planning;
using PrivateInvoke.Terraform.Stacks;

namespace PrivateInvoke.Cli;

/// <summary>A stack's verbs with their progress on standard error.</summary>
internal sealed class StackScreen(Terminal terminal)
{
    /// <param name="told">Gets each state of the stack.</param>
    public Task<T> RunAsync<T>(
        string title, DeploymentOptions options, Func<ModuleDeployment, Task<T>> verb, Action<StackState>? told = null) =>
        terminal.ProgressAsync(title, async step =>
        {
            var progress = new Progress(step, told);
            await using var deployment = new ModuleDeployment(options, terminal.Planner) { States = progress, Log = progress };
            return await verb(deployment);
        });

    /// <summary>What a person should know of a check beside its verdicts.</summary>
    public void Note(CheckedPlan check, DeploymentOptions options)
    {
        if (check.Configuration.FromCache)
            terminal.Note($"{options.Name} is unchanged: its plan is taken from the cache.");
        foreach (var line in PlanWarnings.Lines(check.Configuration.Diagnostics))
            terminal.Warning(line);
    }

    /// <summary>Runs a whole command, and says what its end means where that is no bad input.</summary>
    public async Task<int> ToEndAsync(Func<Task<int>> command)
    {
        try
        {
            // An interrupt is heeded from the first moment that the command waits, so it waits at once.
            await Task.Yield();
            return await command();
        }
        catch (OperationCanceledException)
        {
            terminal.Error("Interrupted.", "The state is whole. What was done is in it, and the same command goes on from there.");
            return ExitCode.Interrupted;
        }
        catch (BlockedException blocked)
        {
            terminal.Error(blocked.Problem, $"{blocked.Remedy} Or deploy it all the same with --force.");
            return ExitCode.Blocked;
        }
        catch (ProblemException problem) when (problem.InnerException is TerraformException { Command: "apply" or "destroy" })
        {
            terminal.Error(problem.Problem, problem.Remedy);
            return ExitCode.Failed;
        }
    }

    public static string Place(DeploymentOptions options) =>
        options.Target is DeploymentTarget.Endpoint { Address: var address } ? address.ToString().TrimEnd('/') : "AWS";

    private sealed class Progress(Action<string> step, Action<StackState>? told) : IProgress<StackState>, IProgress<TerraformProgress>
    {
        private string _count = "";

        public void Report(StackState value)
        {
            told?.Invoke(value);
            _count = value switch
            {
                StackState.Applying applying => $"{applying.Done} of {applying.Total}  ",
                StackState.Destroying destroying => $"{destroying.Done} of {destroying.Total}  ",
                _ => "",
            };
            if (value is StackState.Initializing or StackState.Planning or StackState.Refreshing)
                step(value.GetType().Name);
        }

        public void Report(TerraformProgress value)
        {
            switch (value)
            {
                case TerraformProgress.Notice notice:
                    step(notice.Text);
                    break;
                case TerraformProgress.ResourceEnded { Action: "create" or "update" or "delete" } ended:
                    step($"{_count}{ended.Address}: {Past(ended.Action)} ({ended.Elapsed.TotalSeconds:0} s)");
                    break;
                case TerraformProgress.ResourceFailed failed:
                    step($"{_count}{failed.Address}: failed");
                    break;
            }
        }

        private static string Past(string action) => action.EndsWith('e') ? $"{action}d" : action;
    }
}

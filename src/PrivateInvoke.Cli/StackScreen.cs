using PrivateInvoke.Terraform;
using PrivateInvoke.Terraform.Deployment;
using PrivateInvoke.Terraform.Planning;
using PrivateInvoke.Terraform.Stacks;

namespace PrivateInvoke.Cli;

/// <summary>A deployment's verbs with their progress on standard error.</summary>
internal sealed class StackScreen : IAsyncDisposable
{
    private readonly Terminal _terminal;
    private readonly DeploymentOptions _options;
    private readonly Progress _progress = new();
    private readonly ModuleDeployment _deployment;

    public StackScreen(Terminal terminal, DeploymentOptions options)
    {
        _terminal = terminal;
        _options = options;
        _deployment = new ModuleDeployment(options, terminal.Planner) { States = _progress, Log = _progress };
    }

    /// <summary>Where it is deployed.</summary>
    public string Place => _options.Target is DeploymentTarget.Endpoint { Address: var address } ? address.ToString().TrimEnd('/') : "AWS";

    /// <param name="told">Gets each state of the stack.</param>
    public Task<T> RunAsync<T>(string title, Func<ModuleDeployment, Task<T>> verb, Action<StackState>? told = null) =>
        _terminal.ProgressAsync(title, step =>
        {
            _progress.Begin(step, told);
            return verb(_deployment);
        });

    public ValueTask DisposeAsync() => _deployment.DisposeAsync();

    /// <summary>What a person should know of a check beside its verdicts.</summary>
    public void Note(CheckedPlan check)
    {
        if (check.Configuration.FromCache)
            _terminal.Note($"{_options.Name} is unchanged: its plan is taken from the cache.");
        foreach (var line in PlanWarnings.Lines(check.Configuration.Diagnostics))
            _terminal.Warning(line);
    }

    /// <summary>Runs a whole command, and says what its end means where that is no bad input.</summary>
    public static async Task<int> ToEndAsync(Terminal terminal, Func<Task<int>> command)
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

    /// <summary>Of the verb that is at work.</summary>
    private sealed class Progress : IProgress<StackState>, IProgress<TerraformProgress>
    {
        private Action<string> _step = _ => { };
        private Action<StackState>? _told;
        private string _count = "";

        public void Begin(Action<string> step, Action<StackState>? told) => (_step, _told, _count) = (step, told, "");

        public void Report(StackState value)
        {
            _told?.Invoke(value);
            _count = value switch
            {
                StackState.Applying applying => $"{applying.Done} of {applying.Total}  ",
                StackState.Destroying destroying => $"{destroying.Done} of {destroying.Total}  ",
                _ => "",
            };
            if (value is StackState.Initializing or StackState.Planning or StackState.Refreshing)
                _step(value.GetType().Name);
        }

        public void Report(TerraformProgress value)
        {
            switch (value)
            {
                case TerraformProgress.Notice notice:
                    _step(notice.Text);
                    break;
                case TerraformProgress.ResourceEnded { Action: "create" or "update" or "delete" } ended:
                    _step($"{_count}{ended.Address}: {Past(ended.Action)} ({ended.Elapsed.TotalSeconds:0} s)");
                    break;
                case TerraformProgress.ResourceFailed failed:
                    _step($"{_count}{failed.Address}: failed");
                    break;
            }
        }

        private static string Past(string action) => action.EndsWith('e') ? $"{action}d" : action;
    }
}

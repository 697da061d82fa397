using PrivateInvoke.Local;
using PrivateInvoke.Terraform;

namespace AppHost;

/// <summary>Follows the root module while the host runs: what is saved is planned, judged and taken over.</summary>
internal static class LivePlan
{
    public static ModuleWatch Watch(HostOptions options) =>
        new(options.Infra, Path.Combine(options.Repository, "artifacts"), TimeProvider.System);

    public static Task FollowAsync(
        ModuleWatch watch, HostOptions options, LocalSystem system, Func<Task> taken, CancellationToken cancel)
    {
        var follower = new PlanFollower(
            watch.ChangedAsync,
            system,
            async token => (await Plans.PlanAsync(options, token)).Plan,
            async change =>
            {
                await taken();
                Print(change);
            },
            problem =>
            {
                Screen.Error(problem.Problem, problem.Remedy);
                Screen.Line("The plan before it stays in use.");
            });
        return follower.RunAsync(cancel);
    }

    private static void Print(PlanChange change)
    {
        Report.PrintPaths(change.Paths);
        Screen.Line();
        Screen.Line("The changed plan is in use.");
        if (change.NeedRestart.Count > 0)
            Screen.Warning($"{string.Join(", ", change.NeedRestart)}: start the host again for what changed in the function itself.");
    }
}

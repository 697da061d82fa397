using PrivateInvoke;
using PrivateInvoke.Local;

namespace AppHost;

/// <summary>Follows the root module while the host runs: what is saved is planned, judged and taken over.</summary>
internal static class LivePlan
{
    public static ModuleWatch Watch(HostOptions options) =>
        new(options.Infra, Path.Combine(options.Repository, "artifacts"), TimeProvider.System);

    public static async Task FollowAsync(
        ModuleWatch watch, HostOptions options, LocalSystem system, Func<Task> taken, CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                await watch.ChangedAsync(cancel);
                var configuration = await Plans.PlanAsync(options, cancel);
                var change = await system.UseAsync(configuration.Plan);
                await taken();
                Print(change);
            }
            catch (ProblemException problem)
            {
                // Half a file while somebody types; the next save is another chance.
                Keep(problem.Problem, problem.Remedy);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // A file that went away between being listed and being read: an editor's way to save.
                Keep($"The changed files cannot be read: {e.Message}", "Save one of them again.");
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private static void Keep(string problem, string remedy)
    {
        Screen.Error(problem, remedy);
        Screen.Line("The plan before it stays in use.");
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

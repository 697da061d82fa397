using PrivateInvoke.Lambda;
using PrivateInvoke.Local;

namespace AppHost;

/// <summary>No Docker, no account, no Aspire: everything in this process but the functions, until it is told to end.</summary>
internal static class EmbeddedHost
{
    public static async Task<int> RunAsync(HostOptions options, CancellationToken cancel)
    {
        HostFile.RemoveStale(options.Repository);
        var configuration = await Plans.PlanAsync(options, cancel);
        await using var system = await LocalSystem.StartAsync(
            new LocalOptions
            {
                Plan = configuration.Plan,
                Programs = Plans.Programs(options),
                Port = options.Port,
                FailFast = options.FailFast,
                Log = PrintLog,
                Decided = decision => Screen.Line($"{decision}"),
            },
            cancel);

        Report.Print(system);
        var file = new HostFile(
            system.FrontDoor?.ToString() ?? "",
            system.Endpoints.Select(endpoint => endpoint.Address.ToString()).FirstOrDefault(""),
            system.LambdaApi.ToString(),
            [.. system.Paths.Select(path => new HostFile.PathVerdict(path.Caller.Name, path.Callee.Name, path.Verdict))],
            BuildRecord.Packages);
        await using var published = await file.PublishAsync(options.Repository, cancel);
        Screen.Line("Ready. Ctrl+C ends it.");

        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (cancel.Register(ended.SetResult))
            await ended.Task;

        Screen.Line("Ending.");
        return ExitCode.Success;
    }

    private static void PrintLog(FunctionLogLine line) => Screen.Dim($"{line.Function} | {line.Text}");
}

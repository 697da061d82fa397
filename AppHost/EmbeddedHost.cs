using PrivateInvoke.Local;

namespace AppHost;

/// <summary>No Docker, no account, no Aspire: everything in this process but the functions, until it is told to end.</summary>
internal static class EmbeddedHost
{
    public static async Task<int> RunAsync(HostOptions options, CancellationToken cancel)
    {
        using var claim = HostFileClaim.Take(options.Repository);
        if (claim is null)
            Screen.Warning("Another host runs in this repository: artifacts/host.json stays its own, and what both log goes to the same files.");

        using var telemetry = Telemetry.Start();

        // Before the first plan: what is saved while the host starts is followed too.
        using var watch = LivePlan.Watch(options);
        var configuration = await Plans.PlanAsync(options, cancel);
        await using var records = new RunRecords(Path.Combine(options.Repository, "artifacts"));
        await using var system = await LocalSystem.StartAsync(
            LocalRun.Of(options, configuration.Plan) with
            {
                Log = line =>
                {
                    records.Add(line);
                    Screen.Dim($"{line.Function} | {line.Text}");
                },
                Decided = decision =>
                {
                    records.Add(decision);
                    Screen.Line($"{decision}");
                },
            },
            cancel);

        Report.Print(system);
        await using var published = claim is null ? null : await HostFile.Of(system).PublishAsync(options.Repository, cancel);
        Screen.Line("Ready. Ctrl+C ends it.");

        await LivePlan.FollowAsync(watch, options, system, () => published?.ReplaceAsync(HostFile.Of(system), cancel) ?? Task.CompletedTask, cancel);

        Screen.Line("Ending.");
        return ExitCode.Success;
    }
}

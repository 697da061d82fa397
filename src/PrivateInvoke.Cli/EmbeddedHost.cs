using PrivateInvoke.Explorer;
using PrivateInvoke.Explorer.Page;
using PrivateInvoke.Local;
using PrivateInvoke.Plan;
using PrivateInvoke.Terraform.Answers;

namespace PrivateInvoke.Cli;

/// <summary>Everything in this process but the functions, until it is told to end.</summary>
internal static class EmbeddedHost
{
    public static async Task<int> RunAsync(RootModule module, LocalOptions options, int explorerPort, string? against, CancellationToken cancel)
    {
        var terminal = module.Terminal;
        using var claim = HostFileClaim.Take(module.Artifacts);
        if (claim is null)
            terminal.Warning("Another host runs in this repository: artifacts/host.json stays its own, and both write to the same log files.");

        using var telemetry = Telemetry.Start();

        // What cannot be compared with is refused before anything is planned.
        var feed = against is null ? new ExplorerFeed() : new ExplorerFeed { Base = await DiffCommand.ReadAsync(module, against, cancel), BaseName = against };

        // Before the first plan, so that a file saved meanwhile is followed too.
        using var watch = module.Watch();
        await using var own = terminal.Planner is null ? new KeptPlanner() : null;
        var planner = terminal.Planner ?? own!;
        var configuration = await module.PlanAsync(planner, cancel);
        await using var records = new RunRecords(module.Artifacts);
        await using var system = await LocalSystem.StartAsync(
            configuration.Plan,
            options with
            {
                Log = line =>
                {
                    records.Add(line);
                    feed.Add(new SeenLine(line.Time, line.Function, line.Text));
                    terminal.Dim($"{line.Function} | {line.Text}");
                },
                Decided = decision =>
                {
                    records.Add(decision);
                    feed.Add(new SeenInvoke(
                        decision.Time, decision.Caller, decision.Callee, decision.Verdict, decision.ActionText, decision.Reason, decision.Hop)
                    { Key = decision });
                    terminal.Line($"{decision}");
                },
                Answered = answer => feed.Answer(answer.Decision, new SeenAnswer(answer.Decided, answer.Elapsed, answer.Status, answer.RequestId)),
            },
            cancel);

        feed.FrontDoor = system.FrontDoor;
        Explore(configuration.Plan);
        await using var explorer = await ExplorerServer.StartAsync(feed, explorerPort, cancel);
        PathScreen.Print(terminal, system);
        terminal.Line($"path explorer       {explorer.Login}");
        HostFile HostFileNow() => HostFile.Of(system, BuildRecord.Packages) with { Explorer = explorer.Address.ToString() };
        await using var published = claim is null ? null : await HostFileNow().PublishAsync(module.Artifacts, cancel);
        terminal.Line("Ready. Ctrl+C ends it.");

        var latest = configuration.Plan;
        var follower = new PlanFollower(
            watch.ChangedAsync,
            system,
            async token => latest = (await module.PlanAsync(planner, token)).Plan,
            async change =>
            {
                if (published is not null)
                    await published.ReplaceAsync(HostFileNow(), cancel);
                Explore(latest);
                Print(terminal, change);
            },
            problem =>
            {
                terminal.Error(problem.Problem, problem.Remedy);
                terminal.Line("The plan before it stays in use.");
            });
        await follower.RunAsync(cancel);

        terminal.Line("Ending.");
        return ExitCode.Success;

        void Explore(PlanDocument plan)
        {
            var sources = module.Sources();
            feed.Use(new ExploredPlan(plan, system.Model) { Locate = sources.Find, Written = sources.Written });
        }
    }

    private static void Print(Terminal terminal, PlanChange change)
    {
        PathScreen.Print(terminal, change.Paths);
        terminal.Line();
        terminal.Line("The changed plan is in use.");
        if (change.NeedRestart.Count > 0)
            terminal.Warning($"{string.Join(", ", change.NeedRestart)}: start the host again for what changed in the function itself.");
    }
}

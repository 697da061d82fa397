using System.CommandLine;
using PrivateInvoke.Paths;
using PrivateInvoke.Terraform.Deployment;
using PrivateInvoke.Terraform.Packaging;
using PrivateInvoke.Terraform.Stacks;

namespace PrivateInvoke.Cli;

/// <summary><c>deploy [--endpoint-url URL] [--backend bucket/key] [--plan-only]</c></summary>
internal static class DeployCommand
{
    private static readonly Option<bool> PlanOnly = new("--plan-only")
    {
        Description = "Create nothing: write plan.json, verdict.json and summary.md, which is for a pull request.",
    };

    private static readonly Option<string?> Output = new("--output")
    {
        Description = "The folder that --plan-only writes to. Default: artifacts/deploy.",
        HelpName = "DIR",
    };

    private static readonly Option<bool> Force = new("--force")
    {
        Description = "Deploy although an invoke path is blocked.",
    };

    private static readonly Option<bool> NoPackage = new("--no-package")
    {
        Description = "Deploy the packages that are there, and make none.",
    };

    private static readonly Option<string> SmokePath = new("--smoke-path")
    {
        Description = "The path of the smoke invoke.",
        DefaultValueFactory = _ => "/",
        HelpName = "PATH",
    };

    private static readonly Option<string?> SmokePayload = new("--smoke-payload")
    {
        Description = $"The JSON body that the deployed caller is sent with POST; empty makes it a GET. Default: what the root module's output {SmokeRequest.Output} says; without both, no function is invoked.",
        HelpName = "JSON",
    };

    private static readonly Option<bool> NoSmoke = new("--no-smoke")
    {
        Description = "Do not invoke the deployed caller.",
    };

    public static Command Build()
    {
        var command = new Command(
            "deploy",
            """
            Judge the invoke paths, package the functions, plan, judge again, apply exactly that plan, invoke the deployed caller, and print the outputs. A blocked path is refused before anything is created.

            Exit codes: 0 deployed, 1 a path is blocked, the apply or the invoke failed, 2 bad input, 130 interrupted.
            """);
        StackFlags.AddTo(command);
        command.Add(PlanOnly);
        command.Add(Output);
        command.Add(Force);
        PackageCommand.AddTo(command);
        command.Add(NoPackage);
        command.Add(SmokePath);
        command.Add(SmokePayload);
        command.Add(NoSmoke);
        command.SetAction((parsed, cancel) => StackScreen.ToEndAsync(Terminal.Of(parsed), async () =>
        {
            var module = ModuleFlags.Read(parsed);
            var isPlanOnly = parsed.GetValue(PlanOnly);
            var package = parsed.GetValue(NoPackage) ? null : PackageCommand.Read(parsed);
            if (package is not null)
                FunctionPackages.RequireRealPackages(package);

            var options = await StackFlags.ReadAsync(parsed, module, cancel) with
            {
                AllowsBlocked = isPlanOnly || parsed.GetValue(Force),
                SendsSmoke = !parsed.GetValue(NoSmoke),
                Smoke = Smoke(parsed),
                Package = package is null ? null : async (plan, token) =>
                {
                    if (PackageJobs.AreIn(plan, BuildRecord.Projects))
                        await FunctionPackages.MakeAsync(module, package, plan, token);
                },
            };
            await using var screen = new StackScreen(module.Terminal, options);
            return isPlanOnly
                ? await PlanAsync(module.Terminal, screen, options, module.Terminal.Full(parsed.GetValue(Output) ?? Path.Combine(module.Artifacts, "deploy")), cancel)
                : await DeployAsync(module.Terminal, screen, options, cancel);
        }));
        return command;
    }

    private static SmokeRequest? Smoke(ParseResult parsed) => parsed.GetValue(SmokePayload) is not { } payload ? null
        : new SmokeRequest(parsed.GetRequiredValue(SmokePath), payload.Length > 0 ? payload : null);

    /// <summary>What <c>deploy --plan-only</c> leaves for whoever reviews it.</summary>
    private static async Task<int> PlanAsync(Terminal terminal, StackScreen screen, DeploymentOptions options, string folder, CancellationToken cancel)
    {
        var plan = await PlannedAsync(terminal, screen, options, cancel);
        await DeployPlanFiles.WriteAsync(terminal, screen, options.Name, folder, plan, cancel);
        return IsBlocked(plan.Paths) ? ExitCode.Blocked : ExitCode.Success;
    }

    private static async Task<int> DeployAsync(Terminal terminal, StackScreen screen, DeploymentOptions options, CancellationToken cancel)
    {
        var plan = await PlannedAsync(terminal, screen, options, cancel);
        if (IsBlocked(plan.Paths))
            terminal.Warning("AN INVOKE PATH IS BLOCKED, and --force deploys it all the same: the invokes named above will fail.");

        var title = plan.Stack.HasChanges
            ? $"Applying {options.Name} at {screen.Place}"
            : $"Looking at {options.Name}'s outputs";
        var deployed = await screen.RunAsync(title, deployment => deployment.ApplyAsync(plan, cancel));
        terminal.Line(deployed.State is StackState.Applied { Changes: var changes }
            ? $"Applied: {changes.Add} added, {changes.Change} changed, {changes.Remove} removed."
            : "No change: everything is as the configuration says.");

        Print(terminal, deployed.Smoke, plan.Paths);
        Print(terminal, deployed.Outputs);
        return deployed.Smoke is SmokeResult.Failed ? ExitCode.Failed : ExitCode.Success;
    }

    private static async Task<DeploymentPlan> PlannedAsync(Terminal terminal, StackScreen screen, DeploymentOptions options, CancellationToken cancel)
    {
        var configuration = await screen.RunAsync($"Planning {options.Name}", deployment => deployment.CheckAsync(cancel));
        screen.Note(configuration);
        PathScreen.Print(terminal, configuration.Paths);
        terminal.Line();

        try
        {
            var plan = await screen.RunAsync($"Planning {options.Name} at {screen.Place}", deployment => deployment.PlanAsync(configuration, cancel));
            Print(terminal, plan, screen.Place);
            return plan;
        }
        catch (BlockedException blocked) when (blocked.Plan is { } refused)
        {
            Print(terminal, refused, screen.Place);
            throw;
        }
    }

    private static void Print(Terminal terminal, DeploymentPlan plan, string place)
    {
        Print(terminal, plan.Stack, place);
        if (plan.Paths.Except(plan.Configuration.Paths).ToList() is { Count: > 0 } judgedAnew)
        {
            terminal.Line();
            terminal.Line("With what is there already:");
            PathScreen.Print(terminal, judgedAnew);
            terminal.Line();
        }
    }

    private static bool IsBlocked(IReadOnlyList<InvokePath> paths) => paths.Any(path => path.Verdict is Verdict.Blocked);

    private static void Print(Terminal terminal, StackPlan plan, string place)
    {
        if (plan.IsGone)
            terminal.Line(DriftText.Gone(place));
        else
        {
            foreach (var address in plan.Drifted)
                terminal.Line($"  ~ {address} was changed by another tool");
        }

        foreach (var change in plan.Resources)
            terminal.Line($"  {change.Action,-8} {change.Address}");
        foreach (var warning in plan.Warnings)
            terminal.Warning(warning.Text);

        terminal.Line(plan.HasChanges ? $"Plan: {plan.Changes}." : "Plan: no change.");
    }

    private static void Print(Terminal terminal, SmokeResult? smoke, IReadOnlyList<InvokePath> paths)
    {
        var caller = paths.FirstOrDefault(path => path.Caller.Address is not null)?.Caller.Name;
        terminal.Line(smoke switch
        {
            SmokeResult.Answered answered => $"Smoke invoke of {caller}: {answered.Status} {answered.Body}",
            SmokeResult.Skipped skipped => $"Smoke invoke: skipped: {skipped.Why}.",
            SmokeResult.Failed failed => $"Smoke invoke of {caller} failed: {failed.Why}",
            _ => "",
        });
    }

    private static void Print(Terminal terminal, ModuleOutputs outputs)
    {
        if (outputs.Applied.Count == 0)
            return;

        terminal.Line();
        var width = outputs.Applied.Keys.Max(name => name.Length);
        foreach (var (name, output) in outputs.Applied.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            terminal.Line($"{name.PadRight(width)}  {output}");
    }
}

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
        command.SetAction((parsed, cancel) => StackScreen.ToEndAsync(async () =>
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
            return isPlanOnly
                ? await PlanAsync(options, Path.GetFullPath(parsed.GetValue(Output) ?? Path.Combine(module.Artifacts, "deploy")), cancel)
                : await DeployAsync(options, cancel);
        }));
        return command;
    }

    private static SmokeRequest? Smoke(ParseResult parsed) => parsed.GetValue(SmokePayload) is not { } payload ? null
        : new SmokeRequest(parsed.GetRequiredValue(SmokePath), payload.Length > 0 ? payload : null);

    /// <summary>What <c>deploy --plan-only</c> leaves for whoever reviews it.</summary>
    private static async Task<int> PlanAsync(DeploymentOptions options, string folder, CancellationToken cancel)
    {
        var plan = await PlannedAsync(options, cancel);
        await DeployPlanFiles.WriteAsync(folder, options, plan, cancel);
        return IsBlocked(plan.Paths) ? ExitCode.Blocked : ExitCode.Success;
    }

    private static async Task<int> DeployAsync(DeploymentOptions options, CancellationToken cancel)
    {
        var plan = await PlannedAsync(options, cancel);
        if (IsBlocked(plan.Paths))
            Screen.Warning("AN INVOKE PATH IS BLOCKED, and --force deploys it all the same: the invokes named above will fail.");

        var title = plan.Stack.HasChanges
            ? $"Applying {options.Name} at {StackScreen.Place(options)}"
            : $"Looking at {options.Name}'s outputs";
        var deployed = await StackScreen.RunAsync(title, options, deployment => deployment.ApplyAsync(plan, cancel));
        Screen.Line(deployed.State is StackState.Applied { Changes: var changes }
            ? $"Applied: {changes.Add} added, {changes.Change} changed, {changes.Remove} removed."
            : "No change: everything is as the configuration says.");

        Print(deployed.Smoke, plan.Paths);
        Print(deployed.Outputs);
        return deployed.Smoke is SmokeResult.Failed ? ExitCode.Failed : ExitCode.Success;
    }

    private static async Task<DeploymentPlan> PlannedAsync(DeploymentOptions options, CancellationToken cancel)
    {
        var configuration = await StackScreen.RunAsync($"Planning {options.Name}", options, deployment => deployment.CheckAsync(cancel));
        StackScreen.Note(configuration, options);
        PathScreen.Print(configuration.Paths);
        Screen.Line();

        try
        {
            var plan = await StackScreen.RunAsync(
                $"Planning {options.Name} at {StackScreen.Place(options)}", options, deployment => deployment.PlanAsync(configuration, cancel));
            Print(plan, StackScreen.Place(options));
            return plan;
        }
        catch (BlockedException blocked) when (blocked.Plan is { } refused)
        {
            Print(refused, StackScreen.Place(options));
            throw;
        }
    }

    private static void Print(DeploymentPlan plan, string place)
    {
        Print(plan.Stack, place);
        if (plan.Paths.Except(plan.Configuration.Paths).ToList() is { Count: > 0 } judgedAnew)
        {
            Screen.Line();
            Screen.Line("With what is there already:");
            PathScreen.Print(judgedAnew);
            Screen.Line();
        }
    }

    private static bool IsBlocked(IReadOnlyList<InvokePath> paths) => paths.Any(path => path.Verdict is Verdict.Blocked);

    private static void Print(StackPlan plan, string place)
    {
        if (plan.IsGone)
            Screen.Line(DriftText.Gone(place));
        else
        {
            foreach (var address in plan.Drifted)
                Screen.Line($"  ~ {address} was changed by another tool");
        }

        foreach (var change in plan.Resources)
            Screen.Line($"  {change.Action,-8} {change.Address}");
        foreach (var warning in plan.Warnings)
            Screen.Warning(warning.Text);

        Screen.Line(plan.HasChanges ? $"Plan: {plan.Changes}." : "Plan: no change.");
    }

    private static void Print(SmokeResult? smoke, IReadOnlyList<InvokePath> paths)
    {
        var caller = paths.FirstOrDefault(path => path.Caller.Address is not null)?.Caller.Name;
        Screen.Line(smoke switch
        {
            SmokeResult.Answered answered => $"Smoke invoke of {caller}: {answered.Status} {answered.Body}",
            SmokeResult.Skipped skipped => $"Smoke invoke: skipped: {skipped.Why}.",
            SmokeResult.Failed failed => $"Smoke invoke of {caller} failed: {failed.Why}",
            _ => "",
        });
    }

    private static void Print(ModuleOutputs outputs)
    {
        if (outputs.Applied.Count == 0)
            return;

        Screen.Line();
        var width = outputs.Applied.Keys.Max(name => name.Length);
        foreach (var (name, output) in outputs.Applied.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            Screen.Line($"{name.PadRight(width)}  {output}");
    }
}

using PrivateInvoke.Cloud;
using PrivateInvoke.Terraform.Deployment;
using PrivateInvoke.Terraform.Packaging;
using PrivateInvoke.Paths;
using PrivateInvoke.Plan;
using PrivateInvoke.Terraform.Stacks;

namespace AppHost;

/// <summary><c>deploy [--endpoint-url URL] [--backend bucket/key] [--plan-only]</c></summary>
internal static class DeployVerb
{
    public static async Task<int> RunAsync(HostOptions host, StackOptions stack, DeployOptions options, CancellationToken cancel)
    {
        if (options.Package is { } package)
            Packages.RequireRealPackages(package);

        var configuration = await Plans.PlanAsync(host, cancel);
        var model = CloudModel.Read(configuration.Plan);
        var paths = PathFinder.Find(model);
        Report.PrintPaths(paths);
        Screen.Line();

        if (IsRefused(paths, options))
            return ExitCode.Blocked;

        if (options.Package is { } wanted && PackageJobs.AreIn(configuration.Plan, BuildRecord.Projects))
            await Packages.MakeAsync(host, wanted, configuration.Plan, cancel);

        stack = stack with { Inputs = PackageFiles.Require(configuration.Plan, host.Infra) };
        var plan = await StackScreen.RunAsync($"Planning {stack.Name} at {StackScreen.Place(stack)}", stack, one => one.PlanAsync(cancel));
        Print(plan);
        var applied = Gate.Judge(paths, PathFinder.Find(CloudModel.Read(await new Stack(stack).ShowAsync(plan, PlanReader.ReadAsync, cancel))));
        if (applied.Except(paths).ToList() is { Count: > 0 } judgedAnew)
        {
            Screen.Line();
            Screen.Line("With what is there already:");
            Report.PrintPaths(judgedAnew);
            Screen.Line();
        }

        if (options.PlanOnly)
        {
            await DeployPlanFiles.WriteAsync(options.Output, stack, plan, applied, cancel);
            return IsBlocked(applied) ? ExitCode.Blocked : ExitCode.Success;
        }

        if (!IsBlocked(paths) && IsRefused(applied, options))
            return ExitCode.Blocked;

        var end = await StackScreen.RunAsync(
            plan.HasChanges ? $"Applying {stack.Name} at {StackScreen.Place(stack)}" : $"Looking at {stack.Name}'s outputs", stack, one => one.ApplyAsync(plan, cancel));
        Screen.Line(end is StackState.Applied { Changes: var changes }
            ? $"Applied: {changes.Add} added, {changes.Change} changed, {changes.Remove} removed."
            : "No change: everything is as the configuration says.");

        var smoke = await SmokeAsync(model, paths, stack, options, cancel);
        await PrintOutputsAsync(stack, cancel);
        return smoke is SmokeResult.Failed ? ExitCode.Failed : ExitCode.Success;
    }

    private static bool IsBlocked(IReadOnlyList<InvokePath> paths) => paths.Any(path => path.Verdict is Verdict.Blocked);

    /// <summary>Nothing of a blocked path is deployed, unless it is wanted all the same.</summary>
    private static bool IsRefused(IReadOnlyList<InvokePath> paths, DeployOptions options)
    {
        if (!IsBlocked(paths) || options.PlanOnly)
            return false;
        if (options.Force)
        {
            Screen.Warning("AN INVOKE PATH IS BLOCKED, and --force deploys it all the same: the invokes named above will fail.");
            return false;
        }

        Screen.Error("An invoke path is blocked: nothing was deployed.", "Mend what is named above, or deploy it all the same with --force.");
        return true;
    }

    private static void Print(StackPlan plan)
    {
        foreach (var address in plan.Drifted)
            Screen.Line($"  ~ {address} was changed by another tool");
        foreach (var change in plan.Resources)
            Screen.Line($"  {change.Action,-8} {change.Address}");
        foreach (var warning in plan.Warnings)
            Screen.Warning(warning.Text);

        Screen.Line(plan.HasChanges ? $"Plan: {plan.Changes}." : "Plan: no change.");
    }

    private static async Task<SmokeResult> SmokeAsync(
        CloudModel model, IReadOnlyList<InvokePath> paths, StackOptions stack, DeployOptions options, CancellationToken cancel)
    {
        var caller = paths.FirstOrDefault()?.Caller;
        SmokeResult result = options.SmokePath is not { } path ? new SmokeResult.Skipped("--no-smoke says so")
            : caller?.Address is null ? new SmokeResult.Skipped("no function of this configuration invokes another one")
            : await SmokeInvoke.RunAsync(caller.Name, path, options.SmokePayload, stack.EndpointUrl, StackFlags.RegionOf(model), cancel);

        Screen.Line(result switch
        {
            SmokeResult.Answered answered => $"Smoke invoke of {caller!.Name}: {answered.Status} {answered.Body}",
            SmokeResult.Skipped skipped => $"Smoke invoke: skipped: {skipped.Why}.",
            SmokeResult.Failed failed => $"Smoke invoke of {caller!.Name} failed: {failed.Why}",
            _ => "",
        });
        return result;
    }

    private static async Task PrintOutputsAsync(StackOptions stack, CancellationToken cancel)
    {
        var outputs = await new Stack(stack).OutputsAsync(cancel);
        if (outputs.Count == 0)
            return;

        Screen.Line();
        var width = outputs.Keys.Max(name => name.Length);
        foreach (var (name, output) in outputs.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            Screen.Line($"{name.PadRight(width)}  {output}");
    }
}

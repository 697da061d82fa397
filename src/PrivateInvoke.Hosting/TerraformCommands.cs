using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PrivateInvoke;
using PrivateInvoke.Terraform.Deployment;

namespace Aspire.Hosting;

/// <summary>
/// A root module's commands in the dashboard. A message is one line of plain text: the dashboard's page ends at a message with markup.
/// What is longer goes into the Markdown result or the log.
/// </summary>
internal static class TerraformCommands
{
    public static IResourceBuilder<TerraformResource> WithCommands(this IResourceBuilder<TerraformResource> builder) => builder
        .WithCommand("plan", "Plan", PlanAsync, new() { IconName = "DocumentSearch", Description = "What an apply would change." })
        .WithCommand("apply", "Apply", ApplyAsync, new() { IconName = "Play", IsHighlighted = true, Description = "Plan, and apply what differs." })
        .WithCommand("refresh", "Refresh", RefreshAsync, new() { IconName = "ArrowSync", Description = "Look for what was changed behind terraform's back." })
        .WithCommand("check-path", "Check path", CheckAsync, new() { IconName = "Shield", IsHighlighted = true, Description = "Judge every invoke path, hop by hop." })
        .WithCommand("destroy", "Destroy", DestroyAsync, new()
        {
            IconName = "Delete",
            Description = "Destroy everything that the root module made.",
            ConfirmationMessage = $"Destroy everything that '{builder.Resource.Name}' made?",
        });

    private static async Task<ExecuteCommandResult> PlanAsync(Running command)
    {
        if (command.Deployment.IsPlanOnly)
            return await CheckAsync(command);

        var plan = await command.Deployment.PreviewAsync(command.Cancel);
        command.Deployment.Dashboard.Show(command.Before);
        return CommandResults.Success(
            plan.HasChanges ? $"{plan.Changes}." : "No changes.",
            Markdown(string.Join('\n', plan.Resources.Select(change => $"- {change.Action} `{change.Address}`"))));
    }

    private static async Task<ExecuteCommandResult> ApplyAsync(Running command)
    {
        var deployed = await command.Deployment.DeployAsync(command.Deployment.CheckAsync, command.Cancel);
        return CommandResults.Success(
            deployed.State is { } state ? $"{StateLabel.Of(state).Text}." : "Planned. It is applied nowhere: it has no endpoint and no account.");
    }

    private static async Task<ExecuteCommandResult> RefreshAsync(Running command)
    {
        var drifted = await command.Deployment.DetectDriftAsync(command.Cancel);
        if (drifted is not [])
            return CommandResults.Success($"Drifted: {string.Join(", ", drifted)}.");

        command.Deployment.Dashboard.Show(TerraformDashboard.Running);
        return CommandResults.Success("Nothing was changed behind terraform's back.");
    }

    private static async Task<ExecuteCommandResult> CheckAsync(Running command)
    {
        var plan = await command.Deployment.CheckAsync(command.Cancel);
        command.Deployment.Dashboard.Show(command.Before);
        return CommandResults.Success(
            plan.Verdict is { } verdict ? $"{verdict}." : "No invoke path.", Markdown(PathReport.Markdown(plan.Paths), show: true));
    }

    private static async Task<ExecuteCommandResult> DestroyAsync(Running command) =>
        CommandResults.Success($"{(await command.Deployment.DestroyAsync(command.Cancel)).Removed} destroyed.");

    private static CommandResultData Markdown(string text, bool show = false) =>
        new() { Value = text, Format = CommandResultFormat.Markdown, DisplayImmediately = show };

    private static IResourceBuilder<TerraformResource> WithCommand(
        this IResourceBuilder<TerraformResource> builder, string name, string displayName, Func<Running, Task<ExecuteCommandResult>> run, CommandOptions options)
    {
        options.UpdateState = Free;
        return builder.WithCommand(name, displayName, context => RunAsync(builder.Resource, context, run), options);
    }

    private static async Task<ExecuteCommandResult> RunAsync(
        TerraformResource resource, ExecuteCommandContext context, Func<Running, Task<ExecuteCommandResult>> run)
    {
        var before = context.Services.GetRequiredService<ResourceNotificationService>().TryGetCurrentState(resource.Name, out var current)
            ? current.Snapshot.State
            : null;
        TerraformDeployment? deployment = null;
        try
        {
            deployment = await context.Services.GetRequiredService<TerraformDeployments>().GetAsync(resource, context.CancellationToken);
            return await run(new(deployment, before, context.CancellationToken));
        }
        catch (OperationCanceledException)
        {
            deployment?.Dashboard.Show(before);
            return CommandResults.Canceled();
        }
        catch (ProblemException problem)
        {
            // What ran before still runs: a command that failed has not undone it.
            deployment?.Dashboard.Show(before);
            context.Services.GetRequiredService<ResourceLoggerService>().GetLogger(resource).LogError("{Problem}", problem.ToString());
            return CommandResults.Failure(PathReport.OneLine(problem.Problem), Markdown($"{problem.Problem}\n\n{problem.Remedy}"));
        }
        finally
        {
            if (deployment is not null)
                await deployment.Dashboard.FlushAsync();
        }
    }

    /// <summary>One command at a time works on a root module; a second one would only wait for terraform's lock.</summary>
    private static ResourceCommandState Free(UpdateCommandStateContext context) =>
        context.ResourceSnapshot.State?.Style == KnownResourceStateStyles.Info ? ResourceCommandState.Disabled : ResourceCommandState.Enabled;

    /// <param name="Before">The state that the dashboard showed: what only looks goes back to it.</param>
    private sealed record Running(TerraformDeployment Deployment, ResourceStateSnapshot? Before, CancellationToken Cancel);
}

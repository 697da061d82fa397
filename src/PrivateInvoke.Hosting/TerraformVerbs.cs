using Aspire.Hosting.ApplicationModel;
using PrivateInvoke;
using PrivateInvoke.Paths;
using PrivateInvoke.Terraform.Provisioning;

namespace Aspire.Hosting;

/// <summary>A root module's commands in the dashboard.</summary>
internal static class TerraformVerbs
{
    public static IResourceBuilder<TerraformResource> WithVerbs(this IResourceBuilder<TerraformResource> builder) => builder
        .WithVerb("plan", "Plan", PlanAsync, new() { IconName = "DocumentSearch", Description = "What an apply would change." })
        .WithVerb("apply", "Apply", ApplyAsync, new() { IconName = "Play", IsHighlighted = true, Description = "Plan, and apply what differs." })
        .WithVerb("refresh", "Refresh", RefreshAsync, new() { IconName = "ArrowSync", Description = "Look for what was changed behind terraform's back." })
        .WithVerb("check-path", "Check path", CheckAsync, new() { IconName = "Shield", Description = "Judge every invoke path, hop by hop." })
        .WithVerb("destroy", "Destroy", DestroyAsync, new()
        {
            IconName = "Delete",
            Description = "Destroy everything that the root module made.",
            ConfirmationMessage = $"Destroy everything that '{builder.Resource.Name}' made?",
        });

    private static async Task<string> PlanAsync(TerraformVerb verb)
    {
        if (verb.Provisioner.IsPlanOnly)
            return await CheckAsync(verb);

        var plan = await verb.Provisioner.PlanAsync(verb.Cancel);
        verb.Dashboard.Show(verb.Before);
        return plan.HasChanges
            ? $"{plan.Changes}: {string.Join(", ", plan.Resources.Select(change => $"{change.Action} {change.Address}"))}."
            : "No changes.";
    }

    private static async Task<string> ApplyAsync(TerraformVerb verb)
    {
        var provisioned = await TerraformLifecycle.ProvisionAsync(verb.Resource, verb.Services, verb.Provisioner, verb.Dashboard, verb.Cancel);
        return provisioned.State is { } state ? $"{Stage.Of(state).Text}." : "Planned. It is applied nowhere: it has no endpoint and no account.";
    }

    private static async Task<string> RefreshAsync(TerraformVerb verb)
    {
        var drifted = await verb.Provisioner.DetectDriftAsync(verb.Cancel);
        if (drifted is not [])
            return $"Drifted: {string.Join(", ", drifted)}.";

        verb.Dashboard.Show(TerraformDashboard.Running);
        return "Nothing was changed behind terraform's back.";
    }

    /// <summary>A blocked path is a failed command: a script must not take it for success.</summary>
    private static async Task<string> CheckAsync(TerraformVerb verb)
    {
        var judgement = await verb.Provisioner.JudgeAsync(verb.Cancel);
        verb.Dashboard.Show(judgement);
        verb.Dashboard.Show(verb.Before);
        var text = $"{judgement.Verdict?.ToString() ?? "No invoke path"}.{Environment.NewLine}{judgement.Text()}";
        return judgement.Verdict is Verdict.Blocked ? throw new ProblemException(text, "See the hop marked ✗ and its fix.") : text;
    }

    private static async Task<string> DestroyAsync(TerraformVerb verb) =>
        $"{(await verb.Provisioner.DestroyAsync(verb.Cancel)).Removed} destroyed.";

    private static IResourceBuilder<TerraformResource> WithVerb(
        this IResourceBuilder<TerraformResource> builder, string name, string displayName, Func<TerraformVerb, Task<string>> run, CommandOptions options)
    {
        options.UpdateState = Free;
        return builder.WithCommand(name, displayName, context => TerraformVerb.RunAsync(builder.Resource, context, run), options);
    }

    /// <summary>One verb at a time works on a root module; a second one would only wait for terraform's lock.</summary>
    private static ResourceCommandState Free(UpdateCommandStateContext context) =>
        context.ResourceSnapshot.State?.Style == KnownResourceStateStyles.Info ? ResourceCommandState.Disabled : ResourceCommandState.Enabled;
}

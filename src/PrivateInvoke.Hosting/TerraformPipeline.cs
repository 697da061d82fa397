using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PrivateInvoke;
using PrivateInvoke.Paths;
using PrivateInvoke.Terraform.Provisioning;

namespace Aspire.Hosting;

/// <summary>
/// A root module in <c>aspire deploy</c> and <c>aspire destroy</c>: plan and check, then apply; a blocked path ends the pipeline before
/// anything is applied.
/// </summary>
internal static class TerraformPipeline
{
    public static IResourceBuilder<TerraformResource> WithPipeline(this IResourceBuilder<TerraformResource> builder)
    {
        var name = builder.Resource.Name;
        return builder
            .WithPipelineStepFactory(
                $"check-{name}", context => StepAsync(builder.Resource, context, CheckAsync),
                dependsOn: [WellKnownPipelineSteps.DeployPrereq],
                description: $"Plan {name} with no account and judge every invoke path.")
            .WithPipelineStepFactory(
                $"plan-{name}", context => StepAsync(builder.Resource, context, PlanAsync),
                dependsOn: [$"check-{name}"],
                description: $"Plan {name} where it is deployed.")
            .WithPipelineStepFactory(
                $"apply-{name}", context => StepAsync(builder.Resource, context, ApplyAsync),
                dependsOn: [$"plan-{name}"],
                requiredBy: [WellKnownPipelineSteps.Deploy],
                tags: [WellKnownPipelineTags.ProvisionInfrastructure],
                description: $"Apply {name}.")
            .WithPipelineStepFactory(
                $"destroy-{name}", context => StepAsync(builder.Resource, context, DestroyAsync),
                dependsOn: [WellKnownPipelineSteps.DestroyPrereq],
                requiredBy: [WellKnownPipelineSteps.Destroy],
                description: $"Destroy everything that {name} made.");
    }

    private static async Task CheckAsync(Provisioner provisioner, TerraformResource resource, PipelineStepContext context)
    {
        var judgement = await provisioner.JudgeAsync(context.CancellationToken);
        context.Logger.LogInformation("{Paths}", judgement.Text().TrimEnd());
        context.Summary.Add("Invoke path", judgement.Verdict?.ToString() ?? "none");
        if (judgement.Verdict is Verdict.Blocked)
            throw new ProblemException($"'{resource.Name}' is not applied: an invoke path is blocked.", "See the hop marked ✗ and its fix.");
    }

    private static async Task PlanAsync(Provisioner provisioner, TerraformResource resource, PipelineStepContext context)
    {
        await PrepareAsync(resource, context);
        var plan = await provisioner.PlanAsync(context.CancellationToken);
        context.Summary.Add("Plan", plan.HasChanges ? plan.Changes.ToString() : "no changes");
    }

    private static async Task ApplyAsync(Provisioner provisioner, TerraformResource resource, PipelineStepContext context)
    {
        await PrepareAsync(resource, context);
        var provisioned = await provisioner.ProvisionAsync(context.CancellationToken);
        resource.Run.Set(provisioned);
        context.Summary.Add("Apply", provisioned.State is { } state ? Stage.Of(state).Text : "planned only");
    }

    private static async Task DestroyAsync(Provisioner provisioner, TerraformResource resource, PipelineStepContext context)
    {
        // Without a step a pipeline runs every step that it has, this one among them.
        if (string.IsNullOrEmpty(context.Services.GetRequiredService<IConfiguration>()["Pipeline:Step"]))
            throw new ProblemException($"'{resource.Name}' is destroyed only when asked to.", "Name the step: --operation publish --step destroy, or aspire destroy.");

        var destroyed = await provisioner.DestroyAsync(context.CancellationToken);
        context.Summary.Add("Destroy", $"{destroyed.Removed} destroyed");
    }

    private static Task PrepareAsync(TerraformResource resource, PipelineStepContext context) =>
        resource.Prepare?.Invoke(context.Services, context.CancellationToken) ?? Task.CompletedTask;

    private static async Task StepAsync(
        TerraformResource resource, PipelineStepContext context, Func<Provisioner, TerraformResource, PipelineStepContext, Task> step)
    {
        try
        {
            await using var dashboard = new TerraformDashboard(resource, context.Services);
            using var provisioner = await TerraformProvisioning.CreateAsync(resource, context.Services, dashboard, context.CancellationToken);
            await step(provisioner, resource, context);
        }
        catch (ProblemException problem)
        {
            // An AppHost that is run directly ends with 0 whatever its pipeline did.
            Environment.ExitCode = 1;
            context.Logger.LogError("{Problem}", problem.ToString());
            throw new DistributedApplicationException(problem.ToString(), problem);
        }
    }
}

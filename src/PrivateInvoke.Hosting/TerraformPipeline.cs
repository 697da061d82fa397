using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Pipelines;
using Aspire.Hosting.Publishing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PrivateInvoke;
using PrivateInvoke.Paths;
using PrivateInvoke.Terraform.Deployment;

namespace Aspire.Hosting;

/// <summary>
/// A root module in <c>aspire deploy</c> and <c>aspire destroy</c>: check, plan, and apply exactly that plan. A blocked path ends the
/// pipeline before anything is made.
/// </summary>
internal sealed class TerraformPipeline(TerraformResource resource)
{
    private CheckedPlan? _checked;
    private DeploymentPlan? _planned;

    public static IResourceBuilder<TerraformResource> AddTo(IResourceBuilder<TerraformResource> builder)
    {
        var name = builder.Resource.Name;
        var pipeline = new TerraformPipeline(builder.Resource);
        builder.ApplicationBuilder.OnBeforePublish((publish, _) => RequireStepAsync(publish));
        return builder
            .WithPipelineStepFactory(
                $"check-{name}", context => pipeline.StepAsync(context, pipeline.CheckAsync),
                dependsOn: [WellKnownPipelineSteps.DeployPrereq],
                description: $"Plan {name} with no account and judge every invoke path.")
            .WithPipelineStepFactory(
                $"plan-{name}", context => pipeline.StepAsync(context, pipeline.PlanAsync),
                dependsOn: [$"check-{name}"],
                description: $"Package the functions, plan {name} where it is deployed, and judge that plan too.")
            .WithPipelineStepFactory(
                $"apply-{name}", context => pipeline.StepAsync(context, pipeline.ApplyAsync),
                dependsOn: [$"plan-{name}"],
                requiredBy: [WellKnownPipelineSteps.Deploy],
                tags: [WellKnownPipelineTags.ProvisionInfrastructure],
                description: $"Apply {name} as planned.")
            .WithPipelineStepFactory(
                $"destroy-{name}", context => pipeline.StepAsync(context, pipeline.DestroyAsync),
                dependsOn: [WellKnownPipelineSteps.DestroyPrereq],
                requiredBy: [WellKnownPipelineSteps.Destroy],
                description: $"Destroy everything that {name} made.");
    }

    private async Task CheckAsync(TerraformDeployment deployment, PipelineStepContext context)
    {
        _checked = await deployment.CheckAsync(context.CancellationToken);
        context.Summary.Add("Invoke path", _checked.Verdict?.ToString() ?? "none");
        if (_checked.Paths.FirstOrDefault(path => path.Verdict is Verdict.Blocked) is not { } blocked)
            return;

        var hop = blocked.Blockers.First();
        throw new ProblemException(
            $"'{resource.Name}' is not applied: {PathReport.Name(blocked)} is blocked at {hop.Kind.Words()}: {hop.Message}", hop.Fix ?? "Change what that hop names.");
    }

    private async Task PlanAsync(TerraformDeployment deployment, PipelineStepContext context)
    {
        _planned = await deployment.PlanAsync(_checked ?? throw Missing("check"), context.CancellationToken);
        context.Summary.Add("Plan", _planned.Stack.HasChanges ? _planned.Stack.Changes.ToString() : "no changes");
    }

    private async Task ApplyAsync(TerraformDeployment deployment, PipelineStepContext context)
    {
        var deployed = await deployment.ApplyAsync(_planned ?? throw Missing("plan"), context.CancellationToken);
        context.Summary.Add("Apply", deployed.State is { } state ? StateLabel.Of(state).Text : "planned only");
        if (deployed.Smoke is not { } smoke)
            return;

        context.Summary.Add("Smoke invoke", smoke switch
        {
            SmokeResult.Answered answered => $"{answered.Status}",
            SmokeResult.Skipped skipped => $"skipped: {skipped.Why}",
            _ => "failed",
        });
        if (smoke is SmokeResult.Failed failed)
            throw new ProblemException($"'{resource.Name}' is applied, and the smoke invoke failed: {failed.Why}", "See the functions' logs.");
    }

    private async Task DestroyAsync(TerraformDeployment deployment, PipelineStepContext context)
    {
        var destroyed = await deployment.DestroyAsync(context.CancellationToken);
        context.Summary.Add("Destroy", $"{destroyed.Removed} destroyed");
    }

    /// <summary>Without a step Aspire runs every step that an application has, those of deploy and those of destroy.</summary>
    private static Task RequireStepAsync(BeforePublishEvent publish)
    {
        if (publish.Services.GetRequiredService<IConfiguration>()["Pipeline:Step"] is { Length: > 0 })
            return Task.CompletedTask;

        var problem = new ProblemException(
            "No step is named, and without one Aspire runs every step, of deploy and of destroy.",
            "Use aspire deploy, aspire destroy or aspire do, or name a step: --operation publish --step deploy (or check-infra, destroy).");
        Environment.ExitCode = 2;
        publish.Services.GetRequiredService<ILogger<TerraformResource>>().LogError("{Problem}", problem.ToString());
        throw new DistributedApplicationException(problem.Problem, problem);
    }

    private ProblemException Missing(string step) =>
        new($"'{resource.Name}' has no result of {step}-{resource.Name}.", $"Run the pipeline with the step {step}-{resource.Name}.");

    private async Task StepAsync(PipelineStepContext context, Func<TerraformDeployment, PipelineStepContext, Task> step)
    {
        try
        {
            await step(
                await context.Services.GetRequiredService<TerraformDeployments>().GetAsync(resource, context.CancellationToken), context);
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

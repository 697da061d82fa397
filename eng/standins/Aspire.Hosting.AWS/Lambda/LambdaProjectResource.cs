using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.AWS.Deployment.Services;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.AWS.Lambda;

/// <summary>A function's project. Where other projects become containers, its pipeline step makes a zip.</summary>
public class LambdaProjectResource : ProjectResource
{
    public LambdaProjectResource(string name)
        : base(name)
    {
        foreach (var container in Annotations.OfType<PipelineStepAnnotation>().ToList())
            Annotations.Remove(container);

        Annotations.Add(new PipelineStepAnnotation(factory => factory.Resource.IsExcludedFromPublish()
            ? []
            :
            [
                new PipelineStep
                {
                    Name = $"build-{name}",
                    Action = PackageAsync,
                    Tags = [WellKnownPipelineTags.BuildCompute],
                    RequiredBySteps = [WellKnownPipelineSteps.Build],
                    DependsOnSteps = [WellKnownPipelineSteps.BuildPrereq],
                },
            ]));
    }

    private async Task PackageAsync(PipelineStepContext context)
    {
        var packager = context.Services.GetRequiredService<ILambdaDeploymentPackager>();
        if (!this.TryGetLastAnnotation<LambdaFunctionAnnotation>(out var function))
            return;

        context.Logger.LogInformation("Creating deployment package for Lambda function '{LambdaFunctionName}'...", Name);
        var folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var made = await packager.CreateDeploymentPackageAsync(this, folder, context.CancellationToken).ConfigureAwait(false);
        if (!made.Success)
            throw new DistributedApplicationException($"The deployment package of '{Name}' could not be made.");

        function.DeploymentBundlePath = made.LocalLocation;
    }
}

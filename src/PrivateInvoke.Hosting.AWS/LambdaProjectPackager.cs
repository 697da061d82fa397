using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.AWS.Deployment.Services;
using Aspire.Hosting.AWS.Lambda;

namespace Aspire.Hosting;

/// <summary>Hands Aspire's pipelines the zip that the plan of a root module looks for.</summary>
internal sealed class LambdaProjectPackager(LambdaPackages packages) : ILambdaDeploymentPackager
{
    public async Task<LambdaDeploymentPackagerResult> CreateDeploymentPackageAsync(
        LambdaProjectResource lambdaFunction, string outputDirectory, CancellationToken cancellationToken) =>
        await packages.MakeAsync(lambdaFunction.GetProjectMetadata().ProjectPath, cancellationToken) is { } zip
            ? new LambdaDeploymentPackagerResult { Success = true, LocalLocation = zip }
            : new LambdaDeploymentPackagerResult { Success = false };
}

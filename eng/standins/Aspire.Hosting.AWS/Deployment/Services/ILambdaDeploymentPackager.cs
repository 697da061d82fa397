using Aspire.Hosting.AWS.Lambda;

namespace Aspire.Hosting.AWS.Deployment.Services;

/// <summary>Makes a function's zip for the pipeline step <c>build-NAME</c>. The application registers one.</summary>
public interface ILambdaDeploymentPackager
{
    Task<LambdaDeploymentPackagerResult> CreateDeploymentPackageAsync(
        LambdaProjectResource lambdaFunction, string outputDirectory, CancellationToken cancellationToken);
}

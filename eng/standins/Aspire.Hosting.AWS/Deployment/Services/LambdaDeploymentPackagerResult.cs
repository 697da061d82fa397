namespace Aspire.Hosting.AWS.Deployment.Services;

public class LambdaDeploymentPackagerResult
{
    public required bool Success { get; init; }

    public string? LocalLocation { get; init; }
}

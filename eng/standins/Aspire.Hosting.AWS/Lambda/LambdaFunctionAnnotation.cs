using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.AWS.Lambda;

internal class LambdaFunctionAnnotation(string handler) : IResourceAnnotation
{
    public string Handler { get; } = handler;

    public string? DeploymentBundlePath { get; set; }
}

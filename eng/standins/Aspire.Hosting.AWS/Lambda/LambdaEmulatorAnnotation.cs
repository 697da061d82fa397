using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.AWS.Lambda;

internal class LambdaEmulatorAnnotation(EndpointReference lambdaRuntimeEndpoint) : IResourceAnnotation
{
    public EndpointReference LambdaRuntimeEndpoint { get; init; } = lambdaRuntimeEndpoint;

    public bool DisableAutoInstall { get; set; }

    public string? OverrideMinimumInstallVersion { get; set; }

    public bool AllowDowngrade { get; set; }
}

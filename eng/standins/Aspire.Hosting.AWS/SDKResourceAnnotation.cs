using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.AWS;

internal class SDKResourceAnnotation(IAWSSDKConfig awsSdkConfig) : IResourceAnnotation
{
    public IAWSSDKConfig SdkConfig { get; set; } = awsSdkConfig;
}

using Amazon;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.AWS;

namespace Aspire.Hosting;

public static class SDKResourceExtensions
{
    public static IAWSSDKConfig AddAWSSDKConfig(this IDistributedApplicationBuilder builder) => new AWSSDKConfig();

    public static IAWSSDKConfig WithProfile(this IAWSSDKConfig config, string profile)
    {
        config.Profile = profile;
        return config;
    }

    public static IAWSSDKConfig WithRegion(this IAWSSDKConfig config, RegionEndpoint region)
    {
        config.Region = region;
        return config;
    }

    public static IAWSSDKConfig WithRegion(this IAWSSDKConfig config, string systemName) =>
        config.WithRegion(RegionEndpoint.GetBySystemName(systemName));

    public static IAWSSDKConfig WithSdkValidation(this IAWSSDKConfig config, bool sdkValidationEnabled)
    {
        config.SDKValidationEnabled = sdkValidationEnabled;
        return config;
    }

    /// <exception cref="NotSupportedException">At the resource's start: the package asks AWS who the credentials belong to, the stand-in cannot.</exception>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, IAWSSDKConfig awsSdkConfig)
        where TDestination : IResourceWithEnvironment => builder
        .WithAnnotation(new SDKResourceAnnotation(awsSdkConfig))
        .WithEnvironment(context => Apply(awsSdkConfig, context));

    private static void Apply(IAWSSDKConfig config, EnvironmentCallbackContext context)
    {
        if (context.ExecutionContext.IsPublishMode)
            return;

        if (config.SDKValidationEnabled)
        {
            throw new NotSupportedException(
                "This build has a stand-in for Aspire.Hosting.AWS, which validates no credentials. Say WithSdkValidation(false), or build with a feed that has the package.");
        }

        // AWS__… is what AWSSDK.Extensions.NETCore.Setup reads, AWS_… what a client reads by itself.
        if (!string.IsNullOrEmpty(config.Profile))
            context.EnvironmentVariables["AWS__Profile"] = context.EnvironmentVariables["AWS_PROFILE"] = config.Profile;

        if (config.Region is { SystemName: var region })
            context.EnvironmentVariables["AWS__Region"] = context.EnvironmentVariables["AWS_REGION"] = region;
    }
}

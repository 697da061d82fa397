using System.Diagnostics.CodeAnalysis;
using Amazon.Lambda;
using LocalStack.Client;
using LocalStack.Client.Options;

namespace PrivateInvoke.IntegrationTests.Clouds;

/// <summary>Clients of LocalStack.Client: they call AWS's own names through one address, which stands for all of AWS.</summary>
internal static class LocalStackClients
{
    public const string Key = "test";

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Tests are not trimmed.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Tests are compiled as they run.")]
    public static AmazonLambdaClient Lambda(string host, int port) => SessionStandalone.Init()
        .WithSessionOptions(new SessionOptions(Key, Key, regionName: Deployment.Region))
        .WithConfigurationOptions(new ConfigOptions(host, edgePort: port))
        .Create()
        .CreateClientByImplementation<AmazonLambdaClient>();
}

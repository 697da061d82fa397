using System.Diagnostics.CodeAnalysis;
using Amazon;
using Amazon.Runtime;
using LocalStack.Client.Contracts;
using LocalStack.Client.Exceptions;

namespace LocalStack.Client;

internal sealed class Session(ISessionOptions options, IConfigOptions config) : ISession
{
    private const string ByReflection = "Finds the client's constructor by reflection.";

    [RequiresUnreferencedCode(ByReflection)]
    public TClient CreateClientByImplementation<TClient>(bool useServiceUrl = false)
        where TClient : AmazonServiceClient => (TClient)CreateClientByImplementation(typeof(TClient), useServiceUrl);

    [RequiresUnreferencedCode(ByReflection)]
    public AmazonServiceClient CreateClientByImplementation(Type implType, bool useServiceUrl = false)
    {
        if (!useServiceUrl && string.IsNullOrWhiteSpace(options.RegionName))
        {
            throw new MisconfiguredClientException("RegionName must be set if useServiceUrl is false.");
        }

        if (config.UseLegacyPorts)
        {
            throw new NotSupportedException(
                "UseLegacyPorts is not in this stand-in, which knows the edge port. Build against a feed that has LocalStack.Client.");
        }

        var constructor = implType.GetConstructors().Single(candidate =>
            candidate.GetParameters() is [{ ParameterType: var first }, { ParameterType: var second }]
            && first == typeof(AWSCredentials)
            && second.IsSubclassOf(typeof(ClientConfig)));
        var clientConfig = (ClientConfig)Activator.CreateInstance(constructor.GetParameters()[1].ParameterType)!;
        clientConfig.GetType().GetProperty("ForcePathStyle")?.SetValue(clientConfig, true);
        clientConfig.UseHttp = !config.UseSsl;
        clientConfig.ProxyHost = config.LocalStackHost;
        clientConfig.ProxyPort = config.EdgePort;
        if (useServiceUrl)
        {
            clientConfig.ServiceURL = $"{(config.UseSsl ? "https" : "http")}://{config.LocalStackHost}:{config.EdgePort}/";
        }
        else
        {
            clientConfig.RegionEndpoint = RegionEndpoint.GetBySystemName(options.RegionName);
        }

        var credentials = new SessionAWSCredentials(options.AwsAccessKeyId, options.AwsAccessKey, options.AwsSessionToken);
        return (AmazonServiceClient)constructor.Invoke([credentials, clientConfig]);
    }
}

using Aspire.Hosting.ApplicationModel;
using PrivateInvoke.Terraform.Deployment;

namespace Aspire.Hosting;

/// <summary>LocalStack as a resource.</summary>
public static class LocalStackBuilderExtensions
{
    /// <summary>
    /// LocalStack, with the newest image that starts without a token, or the one that <c>LOCALSTACK_IMAGE</c> names, which may be another emulator's, such as <c>floci/floci</c>. It needs the Docker
    /// socket even to create a function. Its endpoint is <c>http</c>.
    /// </summary>
    public static IResourceBuilder<ContainerResource> AddLocalStack(this IDistributedApplicationBuilder builder, [ResourceName] string name)
    {
        var named = builder.Configuration[EmulatorImage.Variable] is { Length: > 0 } other ? other : EmulatorImage.Default;
        var (image, tag) = EmulatorImage.Split(named);
        var localstack = builder.AddContainer(name, image, tag)
            .WithHttpEndpoint(targetPort: EmulatorImage.Port, name: "http")
            .WithHttpHealthCheck(EmulatorImage.HealthPath(named))
            .WithBindMount(DockerEngine.Socket, "/var/run/docker.sock");
        if (builder.Configuration[EmulatorImage.TokenVariable] is not { Length: > 0 })
            return localstack;

        // A secret parameter: the dashboard hides it.
        var token = builder.AddParameterFromConfiguration($"{name}-auth-token", EmulatorImage.TokenVariable, secret: true);
        return localstack.WithEnvironment(EmulatorImage.TokenVariable, token);
    }
}

using Aspire.Hosting.ApplicationModel;
using PrivateInvoke.Terraform.Deployment;

namespace Aspire.Hosting;

/// <summary>LocalStack as a resource.</summary>
public static class LocalStackBuilderExtensions
{
    /// <summary>
    /// LocalStack, with the newest image that starts without a token, or the one that <c>LOCALSTACK_IMAGE</c> names. It needs the Docker
    /// socket even to create a function. Its endpoint is <c>http</c>.
    /// </summary>
    public static IResourceBuilder<ContainerResource> AddLocalStack(this IDistributedApplicationBuilder builder, [ResourceName] string name)
    {
        var (image, tag) = Split(builder.Configuration["LOCALSTACK_IMAGE"] ?? "localstack/localstack:4.14.0");
        var localstack = builder.AddContainer(name, image, tag)
            .WithHttpEndpoint(targetPort: 4566, name: "http")
            .WithHttpHealthCheck("/_localstack/health")
            .WithBindMount(DockerEngine.Socket, "/var/run/docker.sock");
        if (builder.Configuration["LOCALSTACK_AUTH_TOKEN"] is not { Length: > 0 })
            return localstack;

        // A secret parameter: the dashboard hides it.
        var token = builder.AddParameterFromConfiguration($"{name}-auth-token", "LOCALSTACK_AUTH_TOKEN", secret: true);
        return localstack.WithEnvironment("LOCALSTACK_AUTH_TOKEN", token);
    }

    /// <summary>A registry's port is before the last slash, a tag after the last colon.</summary>
    private static (string Image, string Tag) Split(string image)
    {
        var colon = image.LastIndexOf(':');
        return colon > image.LastIndexOf('/') ? (image[..colon], image[(colon + 1)..]) : (image, "latest");
    }
}

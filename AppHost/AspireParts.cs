using System.Text.Json;
using Aspire.Hosting.AWS.Deployment.Services;
using Aspire.Hosting.AWS.Lambda;
using Microsoft.Extensions.DependencyInjection;
using PrivateInvoke.Terraform.Provisioning;

namespace AppHost;

/// <summary>What the Aspire application is put together from, beyond what packages bring.</summary>
internal static class AspireParts
{
    /// <summary>
    /// LocalStack, with the newest image that starts without a token, or the one that <c>LOCALSTACK_IMAGE</c> names. It needs the Docker
    /// socket even to create a function.
    /// </summary>
    public static IResourceBuilder<ContainerResource> AddLocalStack(this IDistributedApplicationBuilder builder, string name)
    {
        var (image, tag) = Split(builder.Configuration["LOCALSTACK_IMAGE"] ?? "localstack/localstack:4.14.0");
        var localstack = builder.AddContainer(name, image, tag)
            .WithHttpEndpoint(targetPort: 4566, name: "http")
            .WithHttpHealthCheck("/_localstack/health")
            .WithBindMount(DockerEngine.Socket, "/var/run/docker.sock");
        return builder.Configuration["LOCALSTACK_AUTH_TOKEN"] is { Length: > 0 } token
            ? localstack.WithEnvironment("LOCALSTACK_AUTH_TOKEN", token)
            : localstack;
    }

    /// <summary>The functions' packages are made before an apply, and others than before are applied.</summary>
    public static void WithPackages(this IResourceBuilder<TerraformResource> infra, HostOptions options)
    {
        infra.WithInputs(AspirePackager.Zips(options), (_, cancel) => AspirePackager.MakeMissingAsync(options, cancel));
        infra.ApplicationBuilder.Services.AddSingleton<ILambdaDeploymentPackager>(new AspirePackager(options));
    }

    public static IResourceBuilder<InterfaceEndpointResource> WithHostOptions(
        this IResourceBuilder<InterfaceEndpointResource> endpoint, HostOptions options) => endpoint
        .WithUpstream(options.Upstream)
        .WithOptions(local => local with
        {
            Port = options.Port,
            FailFast = options.FailFast,
            Strict = options.Strict,
            NoTimeouts = options.NoTimeouts,
            Faults = options.Faults,
        });

    /// <summary>
    /// The gateway invokes the planned function where its runtime is attached. Aspire.Hosting.AWS writes the emulator's address and the
    /// resource's name into the same variable.
    /// </summary>
    public static IResourceBuilder<APIGatewayEmulatorResource> WithRoute(
        this IResourceBuilder<APIGatewayEmulatorResource> gateway,
        IResourceBuilder<LambdaProjectResource> function,
        IResourceBuilder<InterfaceEndpointResource> endpoint,
        Method method,
        string path) => gateway.WithEnvironment(async context =>
    {
        var route = new Dictionary<string, string?>
        {
            ["LambdaResourceName"] = await endpoint.GetFunctionName(function).GetValueAsync(context.CancellationToken),
            ["Endpoint"] = await endpoint.GetLambdaUrl().GetValueAsync(context.CancellationToken),
            ["HttpMethod"] = method.ToString(),
            ["Path"] = path,
        };
        context.EnvironmentVariables[$"APIGATEWAY_EMULATOR_ROUTE_CONFIG_{function.Resource.Name}"] = JsonSerializer.Serialize(route);
    });

    /// <summary>A registry's port is before the last slash, a tag after the last colon.</summary>
    private static (string Image, string Tag) Split(string image)
    {
        var colon = image.LastIndexOf(':');
        return colon > image.LastIndexOf('/') ? (image[..colon], image[(colon + 1)..]) : (image, "latest");
    }
}

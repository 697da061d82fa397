using System.Net.Sockets;
using System.Text.Json;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.AWS.Lambda;

namespace Aspire.Hosting;

public static class APIGatewayExtensions
{
    public static IResourceBuilder<APIGatewayEmulatorResource> AddAWSAPIGatewayEmulator(
        this IDistributedApplicationBuilder builder, string name, APIGatewayType apiGatewayType, APIGatewayEmulatorOptions? options = null)
    {
        options ??= new APIGatewayEmulatorOptions();
        var gateway = builder.AddResource(new APIGatewayEmulatorResource(name, apiGatewayType)).ExcludeFromManifest();
        gateway.WithArgs(context => gateway.Resource.AddCommandLineArguments(context.Args));

        var http = gateway.Listen("http", options.HttpPort);
        var https = options.DisableHttpsEndpoint ? null : gateway.Listen("https", options.HttpsPort);
        return gateway
            .WithUrlForEndpoint(https is null ? "http" : "https", url => url.DisplayText = "API Gateway Endpoint")
            .WithEnvironment(context =>
            {
                context.EnvironmentVariables["ASPIRE_HOSTED"] = "true";
                context.EnvironmentVariables["API_GATEWAY_EMULATOR_PORT"] = http.Property(EndpointProperty.TargetPort);
                if (https is not null)
                    context.EnvironmentVariables["API_GATEWAY_EMULATOR_HTTPS_PORT"] = https.Property(EndpointProperty.TargetPort);
            })
            .WithAnnotation(new APIGatewayEmulatorAnnotation(apiGatewayType));
    }

    /// <summary>Nothing happens where no function has been added yet. A second route of a function takes the place of its first.</summary>
    public static IResourceBuilder<APIGatewayEmulatorResource> WithReference(
        this IResourceBuilder<APIGatewayEmulatorResource> builder, IResourceBuilder<LambdaProjectResource> lambda, Method httpMethod, string path)
    {
        if (builder.ApplicationBuilder.Resources.SelectMany(resource => resource.Annotations).OfType<LambdaEmulatorAnnotation>().FirstOrDefault() is not { } emulator)
            return builder;

        return builder
            .WithReference(emulator.LambdaRuntimeEndpoint)
            .WithEnvironment(context => context.EnvironmentVariables[$"APIGATEWAY_EMULATOR_ROUTE_CONFIG_{lambda.Resource.Name}"] =
                JsonSerializer.Serialize(new RouteConfig(lambda.Resource.Name, emulator.LambdaRuntimeEndpoint.Url, httpMethod, path)));
    }

    internal static EndpointReference Listen<T>(this IResourceBuilder<T> builder, string scheme, int? port)
        where T : IResourceWithEndpoints
    {
        var endpoint = new EndpointAnnotation(ProtocolType.Tcp, uriScheme: scheme, port: port);
        builder.WithAnnotation(endpoint);
        return new EndpointReference(builder.Resource, endpoint);
    }
}

using System.Text.Json;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.AWS.Deployment.Services;
using Aspire.Hosting.AWS.Lambda;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Aspire.Hosting;

/// <summary>Lambda projects of Aspire.Hosting.AWS behind an interface endpoint.</summary>
public static class LambdaProjectBuilderExtensions
{
    /// <summary>
    /// Makes what <c>AddAWSLambdaFunction</c> adds after this attach to the embedded Lambda and not to the Lambda Test Tool, which is then
    /// neither installed nor started unless it is an endpoint's upstream. Their zips, in Aspire's pipelines too, are those of the plan.
    /// </summary>
    public static IResourceBuilder<InterfaceEndpointResource> WithLambdaProjects(this IResourceBuilder<InterfaceEndpointResource> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);

        builder.ApplicationBuilder.Services.TryAddSingleton<ILambdaDeploymentPackager, LambdaProjectPackager>();
        if (builder.ApplicationBuilder.ExecutionContext.IsRunMode)
            builder.ApplicationBuilder.AddHiddenEmulator();
        return builder;
    }

    /// <summary>
    /// A route of API Gateway's emulator to a function that is attached to the endpoint. The overload of Aspire.Hosting.AWS names the
    /// Lambda Test Tool, where such a function is not.
    /// </summary>
    public static IResourceBuilder<APIGatewayEmulatorResource> WithReference(
        this IResourceBuilder<APIGatewayEmulatorResource> gateway,
        IResourceBuilder<LambdaProjectResource> function,
        IResourceBuilder<InterfaceEndpointResource> endpoint,
        Method method,
        string path) => gateway.WithReferenceRelationship(function).WithEnvironment(async context =>
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

    private static void WithLambdaUrl(this IResourceBuilder<LambdaProjectResource> function, IResourceBuilder<InterfaceEndpointResource> endpoint) =>
        function.WithEnvironment(context => context.EnvironmentVariables.TryAdd("AWS_ENDPOINT_URL_LAMBDA", endpoint.GetLambdaUrl()));

    /// <summary>
    /// The first function would bring the Lambda Test Tool and install it, so the tool's resource is added here without that; it shows and
    /// starts only where it is an endpoint's upstream.
    /// </summary>
    private static void AddHiddenEmulator(this IDistributedApplicationBuilder builder)
    {
        if (builder.Services.Any(service => service.ServiceType == typeof(EmulatorIsHidden)))
            return;

        builder.Services.AddSingleton<EmulatorIsHidden>();
        if (!builder.Resources.OfType<LambdaEmulatorResource>().Any())
            builder.AddAWSLambdaServiceEmulator(new LambdaEmulatorOptions { DisableAutoInstall = true });

        builder.Eventing.Subscribe<BeforeStartEvent>((start, _) =>
        {
            var upstreams = start.Model.Resources.OfType<InterfaceEndpointResource>().Select(endpoint => endpoint.UpstreamEndpoint?.Resource).ToList();
            foreach (var emulator in start.Model.Resources.OfType<LambdaEmulatorResource>().Where(emulator => !upstreams.Contains(emulator)))
                builder.CreateResourceBuilder(emulator).WithExplicitStart().WithHidden();

            // A function that nothing here invokes is attached nowhere, and its calls must not lead to AWS all the same.
            var first = builder.CreateResourceBuilder(start.Model.Resources.OfType<InterfaceEndpointResource>().First());
            foreach (var function in start.Model.Resources.OfType<LambdaProjectResource>())
                builder.CreateResourceBuilder(function).WithLambdaUrl(first);

            return Task.CompletedTask;
        });
    }

    /// <summary>Two endpoints have one emulator between them.</summary>
    private sealed class EmulatorIsHidden;
}

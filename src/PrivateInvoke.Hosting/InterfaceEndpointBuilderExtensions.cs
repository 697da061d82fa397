using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using PrivateInvoke.Local;
using PrivateInvoke.Local.Endpoint;
using PrivateInvoke.Local.Lambda;

namespace Aspire.Hosting;

/// <summary>Interface endpoints as resources.</summary>
public static class InterfaceEndpointBuilderExtensions
{
    /// <summary>Adds the interface endpoint that a root module plans, with the embedded Lambda behind it.</summary>
    public static IResourceBuilder<InterfaceEndpointResource> AddInterfaceEndpoint(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, IResourceBuilder<TerraformResource> infra)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(infra);

        builder.Services.AddHealthChecks();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, InterfaceEndpointEnding>());
        var endpoint = builder.AddResource(new InterfaceEndpointResource(name, infra.Resource))
            .WithInitialState(new CustomResourceSnapshot { ResourceType = "InterfaceEndpoint", Properties = [] })
            .ExcludeFromManifest()
            .WithIconName("PlugConnected")
            .WithReferenceRelationship(infra)
            .WithLifecycle();
        OtlpConfigurationExtensions.AddOtlpEnvironment(endpoint.Resource, builder.Configuration, builder.Environment);
        return endpoint;
    }

    /// <summary>Forwards what arrives elsewhere; without it, to the embedded Lambda.</summary>
    /// <param name="upstream">Gets this process's own Lambda and the caller's region.</param>
    public static IResourceBuilder<InterfaceEndpointResource> WithUpstream(
        this IResourceBuilder<InterfaceEndpointResource> builder, Func<LambdaHost, string, Upstream> upstream)
    {
        builder.Resource.Upstream = upstream;
        return builder;
    }

    /// <summary>Forwards what arrives to another resource's Lambda API, such as LocalStack's.</summary>
    /// <param name="attach">The functions attach their runtimes there too: it is an emulator such as the Lambda Test Tool.</param>
    public static IResourceBuilder<InterfaceEndpointResource> WithUpstream(
        this IResourceBuilder<InterfaceEndpointResource> builder, EndpointReference upstream, bool attach = false)
    {
        (builder.Resource.UpstreamEndpoint, builder.Resource.AttachesUpstream) = (upstream, attach);
        return builder;
    }

    /// <summary>Says which planned function a resource runs, where its name does not: by function name or Terraform address.</summary>
    public static IResourceBuilder<InterfaceEndpointResource> WithFunction(
        this IResourceBuilder<InterfaceEndpointResource> builder, IResourceBuilder<IResource> resource, string function)
    {
        foreach (var other in builder.Resource.Functions.Where(entry => entry.Value == resource.Resource.Name).ToList())
            builder.Resource.Functions.Remove(other.Key);

        builder.Resource.Functions[function] = resource.Resource.Name;
        return builder;
    }

    /// <summary>The front door's port; the endpoint and the Lambda API take the next two. Without it three free ones.</summary>
    public static IResourceBuilder<InterfaceEndpointResource> WithPort(this IResourceBuilder<InterfaceEndpointResource> builder, int port) =>
        builder.WithOptions(options => options with { Port = port });

    /// <summary>How the endpoint behaves: strictness, faults on demand, and what else <see cref="LocalOptions"/> has.</summary>
    public static IResourceBuilder<InterfaceEndpointResource> WithOptions(
        this IResourceBuilder<InterfaceEndpointResource> builder, Func<LocalOptions, LocalOptions> configure)
    {
        var before = builder.Resource.Options;
        builder.Resource.Options = options => configure(before(options));
        return builder;
    }

    /// <summary>The address that a caller sends to: <c>AWS_ENDPOINT_URL_LAMBDA</c>.</summary>
    /// <param name="caller">Its function name; null is the plan's first caller.</param>
    public static InterfaceEndpointReference GetUrl(this IResourceBuilder<InterfaceEndpointResource> builder, string? caller = null) => new(
        builder.Resource,
        "url",
        system => system.Endpoints.FirstOrDefault(endpoint => caller is null || endpoint.Caller == caller).Address?.ToString());

    /// <summary>The Lambda API that the functions' runtimes are attached to, for whoever invokes from outside the VPC.</summary>
    public static InterfaceEndpointReference GetLambdaUrl(this IResourceBuilder<InterfaceEndpointResource> builder)
    {
        var resource = builder.Resource;
        return new(resource, "lambda.url", system =>
            resource is { AttachesUpstream: true, UpstreamEndpoint: { } upstream } ? upstream.Url : system.LambdaApi.ToString());
    }

    /// <summary>The planned name of the function that a resource runs.</summary>
    public static InterfaceEndpointReference GetFunctionName(
        this IResourceBuilder<InterfaceEndpointResource> builder, IResourceBuilder<IResource> resource)
    {
        var name = resource.Resource.Name;
        return new(builder.Resource, $"functions.{name}", system => system.AttachedAs(name).Name);
    }
}

using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Amazon.Lambda.AspNetCoreServer.Hosting;
using Amazon.Lambda.AspNetCoreServer.Hosting.Internal;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>
/// In Lambda (<c>AWS_LAMBDA_FUNCTION_NAME</c> is set) the runtime's loop takes Kestrel's place; elsewhere nothing changes.
/// </summary>
public static class ServiceCollectionExtensions
{
    private const string ByReflection = "For Native AOT pass a SourceGeneratorLambdaJsonSerializer.";

    [RequiresUnreferencedCode(ByReflection)]
    [RequiresDynamicCode(ByReflection)]
    public static IServiceCollection AddAWSLambdaHosting(this IServiceCollection services, LambdaEventSource eventSource) =>
        services.AddAWSLambdaHosting(eventSource, (Action<HostingOptions>?)null);

    [RequiresUnreferencedCode(ByReflection)]
    [RequiresDynamicCode(ByReflection)]
    public static IServiceCollection AddAWSLambdaHosting(
        this IServiceCollection services, LambdaEventSource eventSource, Action<HostingOptions>? configure = null)
    {
        if (TryAddServer(services, eventSource, configure) is { } options)
        {
            services.TryAddSingleton<ILambdaSerializer>(options.Serializer ?? new DefaultLambdaJsonSerializer());
        }

        return services;
    }

    /// <param name="services">The application's services.</param>
    /// <param name="eventSource">Where its events come from.</param>
    /// <param name="serializer">Its context holds the event's request and response types.</param>
    /// <param name="configure">Changes the defaults.</param>
    public static IServiceCollection AddAWSLambdaHosting<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(
        this IServiceCollection services, LambdaEventSource eventSource, SourceGeneratorLambdaJsonSerializer<T> serializer,
        Action<HostingOptions>? configure = null)
        where T : JsonSerializerContext
    {
        if (TryAddServer(services, eventSource, configure) is { } options)
        {
            services.TryAddSingleton<ILambdaSerializer>(
                serializer ?? options.Serializer ?? throw new ArgumentNullException(nameof(serializer)));
        }

        return services;
    }

    private static HostingOptions? TryAddServer(
        IServiceCollection services, LambdaEventSource eventSource, Action<HostingOptions>? configure)
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("AWS_LAMBDA_FUNCTION_NAME")))
        {
            return null;
        }

        if (eventSource != LambdaEventSource.HttpApi)
        {
            throw new NotSupportedException(
                $"LambdaEventSource.{eventSource} is not in this stand-in, which has HttpApi. " +
                "Build against a feed that has Amazon.Lambda.AspNetCoreServer.Hosting.");
        }

        var options = new HostingOptions();
        configure?.Invoke(options);
        services.TryAddSingleton(options);
        services.RemoveAll<IServer>();
        services.AddSingleton<IServer, APIGatewayHttpApiV2LambdaRuntimeSupportServer>();
        return options;
    }
}

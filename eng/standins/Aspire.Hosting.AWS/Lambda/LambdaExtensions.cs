using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.AWS.Lambda;
using Aspire.Hosting.Lifecycle;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

public static class LambdaExtensions
{
    /// <exception cref="NotSupportedException">The handler is a class library's, which the stand-in does not start.</exception>
    public static IResourceBuilder<LambdaProjectResource> AddAWSLambdaFunction<TLambdaProject>(
        this IDistributedApplicationBuilder builder, string name, string lambdaHandler, LambdaFunctionOptions? options = null)
        where TLambdaProject : IProjectMetadata, new()
    {
        if (lambdaHandler.Contains("::", StringComparison.Ordinal))
        {
            throw new NotSupportedException(
                $"'{lambdaHandler}' is a class library's handler. This build has a stand-in for Aspire.Hosting.AWS, which starts executable projects only.");
        }

        options ??= new LambdaFunctionOptions();
        var function = builder.AddResource(new LambdaProjectResource(name)).WithAnnotation(new TLambdaProject());
        if (builder.ExecutionContext.IsRunMode)
            function.Attach(builder.EmulatorOf(), lambdaHandler, options);

        return function.WithTelemetry().WithAnnotation(new LambdaFunctionAnnotation(lambdaHandler));
    }

    /// <summary>Adds the emulator with other options than the ones that the first function adds it with.</summary>
    /// <exception cref="InvalidOperationException">The emulator is there: this was called before, or a function was added before.</exception>
    public static IResourceBuilder<LambdaEmulatorResource> AddAWSLambdaServiceEmulator(
        this IDistributedApplicationBuilder builder, LambdaEmulatorOptions? options = null)
    {
        if (builder.Resources.Any(IsEmulator))
        {
            throw new InvalidOperationException(
                "A Lambda service emulator has already been added. Call AddAWSLambdaServiceEmulator once, and before AddAWSLambdaFunction, which adds it otherwise.");
        }

        options ??= new LambdaEmulatorOptions();
        var emulator = builder.AddResource(new LambdaEmulatorResource("LambdaServiceEmulator"))
            .ExcludeFromManifest()
            .WithArgs(context => LambdaEmulatorResource.AddCommandLineArguments(context.Args, options));
        var http = emulator.Listen("http", options.HttpPort);
        var https = options.DisableHttpsEndpoint ? null : emulator.Listen("https", options.HttpsPort);
        emulator
            .WithUrlForEndpoint(https is null ? "http" : "https", url => url.DisplayText = "Lambda Test Tool UI")
            .WithAnnotation(new LambdaEmulatorAnnotation(http)
            {
                DisableAutoInstall = options.DisableAutoInstall,
                OverrideMinimumInstallVersion = options.OverrideMinimumInstallVersion,
                AllowDowngrade = options.AllowDowngrade,
            })
            .WithEnvironment(context =>
            {
                context.EnvironmentVariables["ASPIRE_HOSTED"] = "true";
                context.EnvironmentVariables["LAMBDA_RUNTIME_API_PORT"] = http.Property(EndpointProperty.TargetPort);
                if (https is not null)
                    context.EnvironmentVariables["LAMBDA_WEB_UI_HTTPS_PORT"] = https.Property(EndpointProperty.TargetPort);
            });
        builder.Services.TryAddEventingSubscriber<LambdaBeforeStartEventHandler>();
        return emulator;
    }

    private static bool IsEmulator(IResource resource) => resource.Annotations.OfType<LambdaEmulatorAnnotation>().Any();

    private static ExecutableResource EmulatorOf(this IDistributedApplicationBuilder builder) =>
        builder.Resources.FirstOrDefault(IsEmulator) as ExecutableResource ?? builder.AddAWSLambdaServiceEmulator().Resource;

    private static void Attach(
        this IResourceBuilder<LambdaProjectResource> function, ExecutableResource emulator, string handler, LambdaFunctionOptions options)
    {
        var name = function.Resource.Name;
        var runtime = emulator.GetEndpoint("http");
        function.WithParentRelationship(emulator).WithEnvironment(context =>
        {
            context.EnvironmentVariables["AWS_EXECUTION_ENV"] = $"aspire.hosting.aws#{Version}";
            context.EnvironmentVariables["AWS_LAMBDA_RUNTIME_API"] = $"{runtime.Host}:{runtime.Port}/{name}";
            context.EnvironmentVariables["AWS_LAMBDA_FUNCTION_NAME"] = name;
            context.EnvironmentVariables["_HANDLER"] = handler;
            context.EnvironmentVariables["AWS_LAMBDA_LOG_FORMAT"] = options.LogFormat.Value;
            context.EnvironmentVariables["AWS_LAMBDA_LOG_LEVEL"] = options.ApplicationLogLevel.Value;
            function.WithTestToolCommand(emulator);
        });
    }

    private static string Version =>
        typeof(LambdaExtensions).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "Unknown";

    /// <summary>As Aspire does for its own projects.</summary>
    private static IResourceBuilder<LambdaProjectResource> WithTelemetry(this IResourceBuilder<LambdaProjectResource> function)
    {
        function
            .WithEnvironment("OTEL_DOTNET_EXPERIMENTAL_OTLP_EMIT_EXCEPTION_LOG_ATTRIBUTES", "true")
            .WithEnvironment("OTEL_DOTNET_EXPERIMENTAL_OTLP_EMIT_EVENT_LOG_ATTRIBUTES", "true")
            .WithEnvironment("OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY", "in_memory");
        if (function.ApplicationBuilder.ExecutionContext.IsRunMode && function.ApplicationBuilder.Environment.IsDevelopment())
        {
            function
                .WithEnvironment("OTEL_DOTNET_EXPERIMENTAL_ASPNETCORE_DISABLE_URL_QUERY_REDACTION", "true")
                .WithEnvironment("OTEL_DOTNET_EXPERIMENTAL_HTTPCLIENT_DISABLE_URL_QUERY_REDACTION", "true");
        }

        return function.WithOtlpExporter();
    }
}

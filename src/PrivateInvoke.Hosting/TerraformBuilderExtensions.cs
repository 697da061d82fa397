using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PrivateInvoke.Terraform.Deployment;

namespace Aspire.Hosting;

/// <summary>Terraform root modules as resources.</summary>
public static class TerraformBuilderExtensions
{
    /// <summary>Adds a root module, which is planned and judged, and applied where it is given an endpoint or an account.</summary>
    /// <param name="directory">The root module's folder; a relative one starts at the AppHost's.</param>
    public static IResourceBuilder<TerraformResource> AddTerraform(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, string directory)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        return builder.AddTerraform(name, ReferenceExpression.Create($"{directory}"));
    }

    /// <summary>Adds a root module whose folder a parameter names, so that one AppHost serves several.</summary>
    /// <param name="directory">The root module's folder; a relative one starts at the AppHost's.</param>
    public static IResourceBuilder<TerraformResource> AddTerraform(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, IResourceBuilder<ParameterResource> directory)
    {
        ArgumentNullException.ThrowIfNull(directory);
        return builder.AddTerraform(name, ReferenceExpression.Create($"{directory.Resource}"));
    }

    private static IResourceBuilder<TerraformResource> AddTerraform(this IDistributedApplicationBuilder builder, string name, ReferenceExpression directory)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);

        var appHost = builder.AppHostAssembly;
        builder.Services.TryAddSingleton<TerraformDeployments>();
        builder.Services.TryAddSingleton(services => new LambdaPackages(appHost, services));
        return TerraformPipeline.AddTo(builder.AddResource(new TerraformResource(name, directory))
            .WithInitialState(new CustomResourceSnapshot { ResourceType = "Terraform", Properties = [] })
            .ExcludeFromManifest()
            .WithIconName("CloudFlow")
            .WithLifecycle()
            .WithCommands());
    }

    public static IResourceBuilder<TerraformResource> WithVariable(
        this IResourceBuilder<TerraformResource> builder, string name, string value) => builder.Set(name, value);

    /// <summary>Gives the variable a parameter's value. A root module that does not declare the variable does without, with a warning.</summary>
    public static IResourceBuilder<TerraformResource> WithVariable(
        this IResourceBuilder<TerraformResource> builder, string name, IResourceBuilder<ParameterResource> parameter)
    {
        builder.WithReferenceRelationship(parameter);
        return builder.Set(name, parameter.Resource);
    }

    /// <param name="value">Another resource's endpoint or output, or any expression.</param>
    public static IResourceBuilder<TerraformResource> WithVariable(
        this IResourceBuilder<TerraformResource> builder, string name, IValueProvider value) => builder.Set(name, value);

    /// <summary>Applies to this AWS API, such as LocalStack's, and waits for the resource that serves it.</summary>
    public static IResourceBuilder<TerraformResource> WithEndpoint(
        this IResourceBuilder<TerraformResource> builder, EndpointReference endpoint)
    {
        builder.Resource.Endpoint = endpoint;
        if (endpoint.Resource is IResource owner)
            builder.WithAnnotation(new WaitAnnotation(owner, WaitType.WaitUntilHealthy));

        return builder;
    }

    /// <summary>Applies to this AWS API.</summary>
    public static IResourceBuilder<TerraformResource> WithEndpoint(this IResourceBuilder<TerraformResource> builder, Uri endpoint)
    {
        builder.Resource.Endpoint = endpoint;
        return builder;
    }

    /// <summary>
    /// Applies to AWS itself when the application starts, unless an invoke path is blocked. Without it and without an endpoint a run only
    /// plans, whatever credentials the machine has; a deployment goes to AWS all the same.
    /// </summary>
    /// <param name="profile">Null: the provider's own chain of credentials.</param>
    /// <param name="region">Null: the configuration's own.</param>
    public static IResourceBuilder<TerraformResource> WithAccount(
        this IResourceBuilder<TerraformResource> builder, string? profile = null, string? region = null)
    {
        builder.Resource.Account = new DeploymentTarget.Account(profile, region);
        return builder;
    }

    /// <summary>
    /// At AWS itself, keeps the state in the folder of generated files where the configuration names no backend. Without it such a
    /// deployment is refused, since that folder is soon cleaned, and without the state nobody finds what was made.
    /// </summary>
    public static IResourceBuilder<TerraformResource> WithLocalState(this IResourceBuilder<TerraformResource> builder)
    {
        builder.Resource.KeepsLocalState = true;
        return builder;
    }

    /// <summary>A setting of the configuration's backend block, as <c>terraform init -backend-config</c> gives it.</summary>
    public static IResourceBuilder<TerraformResource> WithBackendConfig(
        this IResourceBuilder<TerraformResource> builder, string name, string value)
    {
        builder.Resource.BackendConfig[name] = value;
        return builder;
    }

    public static IResourceBuilder<TerraformResource> WithBackendConfig(
        this IResourceBuilder<TerraformResource> builder, string name, IResourceBuilder<ParameterResource> parameter)
    {
        builder.Resource.BackendConfig[name] = parameter.Resource;
        return builder;
    }

    /// <summary>
    /// Files whose bytes count, beside the functions' packages: with others than before, the module is applied again.
    /// </summary>
    public static IResourceBuilder<TerraformResource> WithInputs(
        this IResourceBuilder<TerraformResource> builder, params IEnumerable<string> files)
    {
        builder.Resource.Inputs.AddRange(files);
        return builder;
    }

    /// <param name="executable">The terraform to use, a name on PATH or a path.</param>
    public static IResourceBuilder<TerraformResource> WithTerraform(this IResourceBuilder<TerraformResource> builder, string? executable)
    {
        builder.Resource.Executable = executable;
        return builder;
    }

    /// <summary>An output of the root module, for <c>WithEnvironment</c>, <c>WithVariable</c> and reference expressions.</summary>
    public static TerraformOutputReference GetOutput(this IResourceBuilder<TerraformResource> builder, string output)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(output);
        return new TerraformOutputReference(builder.Resource, output);
    }

    private static IResourceBuilder<TerraformResource> Set(this IResourceBuilder<TerraformResource> builder, string name, object value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        builder.Resource.Variables[name] = value;
        return builder;
    }
}

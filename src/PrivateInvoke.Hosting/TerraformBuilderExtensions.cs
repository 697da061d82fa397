using Aspire.Hosting.ApplicationModel;
using PrivateInvoke.Terraform.Provisioning;

namespace Aspire.Hosting;

/// <summary>Terraform root modules as resources.</summary>
public static class TerraformBuilderExtensions
{
    /// <summary>Adds a root module, which is planned and judged, and applied where it is given an endpoint or an account.</summary>
    /// <param name="directory">The root module's folder; a relative one starts at the AppHost's.</param>
    public static IResourceBuilder<TerraformResource> AddTerraform(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, string directory)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrEmpty(directory);

        var resource = new TerraformResource(name, Path.GetFullPath(directory, builder.AppHostDirectory));
        return builder.AddResource(resource)
            .WithInitialState(new CustomResourceSnapshot { ResourceType = "Terraform", Properties = [new("terraform.root", resource.Directory)] })
            .ExcludeFromManifest()
            .WithIconName("CloudFlow")
            .WithLifecycle()
            .WithVerbs()
            .WithPipeline();
    }

    public static IResourceBuilder<TerraformResource> WithVariable(
        this IResourceBuilder<TerraformResource> builder, string name, string value) => builder.Set(name, value);

    public static IResourceBuilder<TerraformResource> WithVariable(
        this IResourceBuilder<TerraformResource> builder, string name, IResourceBuilder<ParameterResource> parameter)
    {
        builder.WithReferenceRelationship(parameter);
        return builder.Set(name, parameter.Resource);
    }

    /// <param name="value">Another resource's endpoint or output, or any expression.</param>
    public static IResourceBuilder<TerraformResource> WithVariable(
        this IResourceBuilder<TerraformResource> builder, string name, IValueProvider value) => builder.Set(name, value);

    public static IResourceBuilder<TerraformResource> WithVariables(
        this IResourceBuilder<TerraformResource> builder, IEnumerable<KeyValuePair<string, string>> variables)
    {
        foreach (var (name, value) in variables)
            builder.Set(name, value);

        return builder;
    }

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
    /// Applies to AWS itself when the application starts. Without it and without an endpoint a run only plans, whatever credentials the
    /// machine has; a deployment goes to AWS all the same.
    /// </summary>
    /// <param name="profile">Null: the provider's own chain of credentials.</param>
    /// <param name="region">Null: the configuration's own.</param>
    public static IResourceBuilder<TerraformResource> WithAccount(
        this IResourceBuilder<TerraformResource> builder, string? profile = null, string? region = null)
    {
        builder.Resource.Account = new ProvisionTarget.Account(profile, region);
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

    /// <summary>Files that are made before an apply and whose bytes count: with others than before, the module is applied again.</summary>
    /// <param name="make">Makes them; null where they are there.</param>
    public static IResourceBuilder<TerraformResource> WithInputs(
        this IResourceBuilder<TerraformResource> builder, IEnumerable<string> files, Func<IServiceProvider, CancellationToken, Task>? make = null)
    {
        builder.Resource.Inputs.AddRange(files);
        builder.Resource.Prepare = make;
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

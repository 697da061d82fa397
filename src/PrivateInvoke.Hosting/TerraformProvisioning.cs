using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PrivateInvoke;
using PrivateInvoke.Terraform.Provisioning;

namespace Aspire.Hosting;

/// <summary>From a resource's annotations, whose values may come late, to what provisions it.</summary>
internal static class TerraformProvisioning
{
    public static async Task<Provisioner> CreateAsync(
        TerraformResource resource, IServiceProvider services, TerraformDashboard dashboard, CancellationToken cancel)
    {
        var options = await OptionsAsync(resource, services, cancel);
        return new Provisioner(options) { States = dashboard, Log = dashboard };
    }

    public static async Task<ProvisionOptions> OptionsAsync(TerraformResource resource, IServiceProvider services, CancellationToken cancel) => new()
    {
        Name = resource.Name,
        Root = resource.Directory,
        Artifacts = Artifacts(services),
        Variables = await TextsAsync(resource, resource.Variables, cancel),
        BackendConfig = await TextsAsync(resource, resource.BackendConfig, cancel),
        Inputs = resource.Inputs,
        Executable = resource.Executable,
        Target = await TargetAsync(resource, services, cancel),
    };

    /// <summary>Beside the AppHost's folder, as everything else that is generated.</summary>
    public static string Artifacts(IServiceProvider services)
    {
        var configuration = services.GetRequiredService<IConfiguration>();
        var host = configuration["AppHost:Directory"] ?? Directory.GetCurrentDirectory();
        return configuration["PrivateInvoke:Artifacts"] ?? Path.GetFullPath(Path.Combine(host, "..", "artifacts"));
    }

    private static async Task<ProvisionTarget> TargetAsync(TerraformResource resource, IServiceProvider services, CancellationToken cancel)
    {
        if (resource.Endpoint is { } endpoint)
        {
            var address = await TextAsync(resource, "its endpoint", endpoint, cancel);
            return new ProvisionTarget.Endpoint(new Uri(address));
        }

        // A deployment is somebody's will; starting the application is not.
        var isRun = services.GetRequiredService<DistributedApplicationExecutionContext>().IsRunMode;
        if (resource.Account is null && isRun)
            return new ProvisionTarget.PlanOnly();

        var elsewhere = services.GetRequiredService<IConfiguration>()["AWS_ENDPOINT_URL"];
        return resource.Account is null && Uri.TryCreate(elsewhere, UriKind.Absolute, out var emulator)
            ? new ProvisionTarget.Endpoint(emulator)
            : resource.Account ?? new ProvisionTarget.Account(Profile: null, Region: null);
    }

    private static async Task<IReadOnlyDictionary<string, string>> TextsAsync(
        TerraformResource resource, Dictionary<string, object> values, CancellationToken cancel)
    {
        var texts = new Dictionary<string, string>();
        foreach (var (name, value) in values)
            texts[name] = await TextAsync(resource, $"the value of '{name}'", value, cancel);

        return texts;
    }

    private static async Task<string> TextAsync(TerraformResource resource, string what, object value, CancellationToken cancel) => value switch
    {
        string text => text,
        Uri address => address.ToString(),
        IValueProvider later => await later.GetValueAsync(cancel) ?? throw Missing(resource, what),
        _ => throw Missing(resource, what),
    };

    private static ProblemException Missing(TerraformResource resource, string what) =>
        new($"'{resource.Name}' does not get {what}.", "Give it a text, a parameter or an expression that has a value when the application starts.");
}

using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using PrivateInvoke;
using PrivateInvoke.Terraform.Deployment;

namespace Aspire.Hosting;

/// <summary>What a built application says of its root modules.</summary>
public static class TerraformApplicationExtensions
{
    /// <summary>
    /// Plans and judges a root module with the variables that the application gives it. The application need not be started, so a test
    /// asks one that <c>DistributedApplicationTestingBuilder</c> has built.
    /// </summary>
    /// <param name="name">The resource's.</param>
    /// <exception cref="ProblemException">There is no such resource, or the configuration cannot be planned.</exception>
    public static async Task<CheckedPlan> CheckTerraformAsync(
        this DistributedApplication application, string name, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(application);
        ArgumentException.ThrowIfNullOrEmpty(name);

        var modules = application.Services.GetRequiredService<DistributedApplicationModel>().Resources.OfType<TerraformResource>().ToList();
        var module = modules.FirstOrDefault(resource => resource.Name == name) ?? throw new ProblemException(
            $"The application has no Terraform root module '{name}'; it has: {(modules.Count == 0 ? "none" : string.Join(", ", modules.Select(resource => resource.Name)))}.",
            "Name one that AddTerraform adds.");
        var deployment = await application.Services.GetRequiredService<TerraformDeployments>().GetAsync(module, cancellationToken);
        return await deployment.CheckAsync(cancellationToken);
    }
}

using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using PrivateInvoke;
using PrivateInvoke.Terraform.Provisioning;

namespace Aspire.Hosting;

/// <summary>A command of a root module while it runs.</summary>
/// <param name="Before">The state that the dashboard showed: what only looks goes back to it.</param>
internal sealed record TerraformVerb(
    TerraformResource Resource,
    Provisioner Provisioner,
    TerraformDashboard Dashboard,
    ResourceStateSnapshot? Before,
    IServiceProvider Services,
    CancellationToken Cancel)
{
    public static async Task<ExecuteCommandResult> RunAsync(
        TerraformResource resource, ExecuteCommandContext context, Func<TerraformVerb, Task<string>> run)
    {
        var services = context.Services;
        var before = services.GetRequiredService<ResourceNotificationService>().TryGetCurrentState(resource.Name, out var current)
            ? current.Snapshot.State
            : null;
        await using var dashboard = new TerraformDashboard(resource, services);
        try
        {
            using var provisioner = await TerraformProvisioning.CreateAsync(resource, services, dashboard, context.CancellationToken);
            return CommandResults.Success(await run(new(resource, provisioner, dashboard, before, services, context.CancellationToken)));
        }
        catch (OperationCanceledException)
        {
            dashboard.Show(before);
            return CommandResults.Canceled();
        }
        catch (ProblemException problem)
        {
            // What ran before still runs: a command that failed has not undone it.
            dashboard.Show(before);
            return CommandResults.Failure(problem.ToString());
        }
    }
}

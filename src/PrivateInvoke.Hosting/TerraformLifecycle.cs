using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PrivateInvoke;
using PrivateInvoke.Terraform.Provisioning;
using PrivateInvoke.Terraform.Stacks;

namespace Aspire.Hosting;

/// <summary>What a root module does when the application starts.</summary>
internal static class TerraformLifecycle
{
    public static IResourceBuilder<TerraformResource> WithLifecycle(this IResourceBuilder<TerraformResource> builder) =>
        builder.OnInitializeResource(async (resource, start, cancel) =>
        {
            var lifetime = start.Services.GetRequiredService<IHostApplicationLifetime>();
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancel, lifetime.ApplicationStopping);
            try
            {
                // Waits for what the resource waits for: the endpoint that it is applied to.
                await start.Eventing.PublishAsync(new BeforeResourceStartedEvent(resource, start.Services), ending.Token);
                await using var dashboard = new TerraformDashboard(resource, start.Services);
                using var provisioner = await TerraformProvisioning.CreateAsync(resource, start.Services, dashboard, ending.Token);
                await ProvisionAsync(resource, start.Services, provisioner, dashboard, ending.Token);
            }
            catch (OperationCanceledException) when (ending.IsCancellationRequested)
            {
                resource.Run.Fail(new ProblemException($"'{resource.Name}' was told to end before it was provisioned.", "Start the application again."));
            }
            catch (ProblemException)
            {
                // Shown by the resource's state and log; the application goes on without it.
            }
            catch (Exception failure)
            {
                start.Logger.LogError(failure, "{Resource} failed.", resource.Name);
                resource.Run.Fail(failure);
                await start.Notifications.PublishUpdateAsync(
                    resource, snapshot => snapshot with { State = new(KnownResourceStates.FailedToStart, KnownResourceStateStyles.Error) });
            }
        });

    /// <exception cref="ProblemException">It could not be planned or applied; the resource shows it too.</exception>
    public static async Task<Provisioned> ProvisionAsync(
        TerraformResource resource, IServiceProvider services, Provisioner provisioner, TerraformDashboard dashboard, CancellationToken cancel)
    {
        try
        {
            if (!provisioner.IsPlanOnly && resource.Prepare is { } prepare)
                await prepare(services, cancel);

            var provisioned = await provisioner.ProvisionAsync(cancel);
            resource.Run.Set(provisioned);
            dashboard.Show(provisioned, services.GetService<TimeProvider>() ?? TimeProvider.System);
            return provisioned;
        }
        catch (ProblemException problem)
        {
            resource.Run.Fail(problem);
            dashboard.Report(new StackState.Failed(problem));
            throw;
        }
    }
}

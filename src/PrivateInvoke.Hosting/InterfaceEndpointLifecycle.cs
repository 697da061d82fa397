using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PrivateInvoke;
using PrivateInvoke.Local;
using PrivateInvoke.Local.Lambda;
using PrivateInvoke.Terraform;
using PrivateInvoke.Terraform.Provisioning;

namespace Aspire.Hosting;

/// <summary>Plans, opens the doors, and follows the root module's files as long as the application runs.</summary>
internal static class InterfaceEndpointLifecycle
{
    public static IResourceBuilder<InterfaceEndpointResource> WithLifecycle(this IResourceBuilder<InterfaceEndpointResource> builder) =>
        builder.OnInitializeResource(async (resource, start, cancel) =>
        {
            var lifetime = start.Services.GetRequiredService<IHostApplicationLifetime>();
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancel, lifetime.ApplicationStopping);
            var dashboard = new InterfaceEndpointDashboard(resource, start);
            var ended = new TaskCompletionSource();
            resource.Ended = ended.Task;
            try
            {
                await start.Eventing.PublishAsync(new BeforeResourceStartedEvent(resource, start.Services), ending.Token);
                await RunAsync(resource, start.Services, dashboard, ending.Token);
            }
            catch (OperationCanceledException) when (ending.IsCancellationRequested)
            {
                resource.Started.TrySetCanceled(ending.Token);
            }
            catch (Exception failure)
            {
                resource.Started.TrySetException(failure);

                // Nobody may be asking.
                _ = resource.Started.Task.Exception;
                start.Logger.LogError("{Problem}", failure is ProblemException problem ? problem.ToString() : failure);
                await dashboard.ShowAsync(KnownResourceStates.FailedToStart, KnownResourceStateStyles.Error);
            }
            finally
            {
                ended.SetResult();
            }
        });

    private static async Task RunAsync(
        InterfaceEndpointResource resource, IServiceProvider services, InterfaceEndpointDashboard dashboard, CancellationToken cancel)
    {
        await dashboard.ShowAsync("Planning", KnownResourceStateStyles.Info);

        // Of its own: the root module itself may be about to be applied, and this only reads.
        var options = await TerraformProvisioning.OptionsAsync(resource.Infra, services, cancel) with { Target = new ProvisionTarget.PlanOnly() };
        using var provisioner = new Provisioner(options);

        // Before the first plan: what is saved meanwhile is followed too.
        using var watch = new ModuleWatch(options.Root, options.Artifacts, TimeProvider.System);
        var judgement = await provisioner.JudgeAsync(cancel);

        await using var records = new RunRecords(options.Artifacts);
        await using var system = await LocalSystem.StartAsync(
            resource.Options(new LocalOptions
            {
                Plan = judgement.Configuration.Plan,
                Programs = new FunctionPrograms { Attached = resource.Functions, Infra = options.Root, Artifacts = options.Artifacts },
                Upstream = await UpstreamAsync(resource, cancel),
                Log = line =>
                {
                    records.Add(line);
                    dashboard.Log(line);
                },
                Decided = decision =>
                {
                    records.Add(decision);
                    dashboard.Log(decision);
                },
            }),
            cancel);

        resource.Started.SetResult(system);
        await dashboard.ShowAsync(system);

        var follower = new PlanFollower(
            watch.ChangedAsync,
            system,
            async token => (await provisioner.JudgeAsync(token)).Configuration.Plan,
            change => dashboard.ShowAsync(system, change),
            dashboard.Log);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var runtimes = Task.WhenAll(AttachedHere(resource, system).Select(function => ShowRuntimeAsync(system, function, dashboard, ending.Token)));
        try
        {
            await follower.RunAsync(cancel);
        }
        finally
        {
            await ending.CancelAsync();
            await runtimes.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static IEnumerable<string> AttachedHere(InterfaceEndpointResource resource, LocalSystem system) => resource.AttachesUpstream ? []
        : system.Functions.Where(function => function.Code is FunctionCode.Attached).Select(function => function.Name);

    private static async Task ShowRuntimeAsync(LocalSystem system, string function, InterfaceEndpointDashboard dashboard, CancellationToken cancel)
    {
        await system.AttachedAsync(function, cancel);
        await dashboard.ShowRuntimeAsync(function);
    }

    private static async Task<LocalUpstream> UpstreamAsync(InterfaceEndpointResource resource, CancellationToken cancel) =>
        resource.UpstreamEndpoint is { } endpoint && await endpoint.GetValueAsync(cancel) is { } address
            ? new LocalUpstream.Api(new Uri(address))
            : resource.Upstream;
}

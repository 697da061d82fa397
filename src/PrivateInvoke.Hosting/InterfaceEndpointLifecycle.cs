using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PrivateInvoke;
using PrivateInvoke.Explorer;
using PrivateInvoke.Explorer.Page;
using PrivateInvoke.Local;
using PrivateInvoke.Local.Endpoint;
using PrivateInvoke.Local.Lambda;
using PrivateInvoke.Plan;
using PrivateInvoke.Terraform;
using PrivateInvoke.Terraform.Deployment;

namespace Aspire.Hosting;

/// <summary>Plans, opens the ports, and follows the root module's files as long as the application runs.</summary>
internal static class InterfaceEndpointLifecycle
{
    public static IResourceBuilder<InterfaceEndpointResource> WithLifecycle(this IResourceBuilder<InterfaceEndpointResource> builder) =>
        builder.OnInitializeResource(async (resource, start, cancel) =>
        {
            var lifetime = start.Services.GetRequiredService<IHostApplicationLifetime>();
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancel, lifetime.ApplicationStopping);
            var ended = new TaskCompletionSource();
            resource.Ended = ended.Task;
            try
            {
                await start.Eventing.PublishAsync(new BeforeResourceStartedEvent(resource, start.Services), ending.Token);
                await new InterfaceEndpointRun(resource, start).RunAsync(ending.Token);
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
                await start.Notifications.PublishUpdateAsync(
                    resource, snapshot => snapshot with { State = new(KnownResourceStates.FailedToStart, KnownResourceStateStyles.Error) });
            }
            finally
            {
                ended.SetResult();
            }
        });
}

/// <summary>An interface endpoint while the application runs.</summary>
internal sealed class InterfaceEndpointRun(InterfaceEndpointResource resource, InitializeResourceEvent start)
{
    /// <summary>After those of the front door, the interface endpoint and the Lambda API.</summary>
    private const int ExplorerPortOffset = 3;

    private readonly IServiceProvider _services = start.Services;
    private readonly ExplorerFeed _explored = new();
    private readonly InterfaceEndpointDashboard _dashboard = new(resource, start);

    public async Task RunAsync(CancellationToken cancel)
    {
        await _dashboard.ShowPlanningAsync();

        var deployment = await _services.GetRequiredService<TerraformDeployments>().GetAsync(resource.Infra, cancel);

        // Of its own: the root module itself may be about to be applied, and this only reads.
        var options = deployment.Options with { Target = new DeploymentTarget.PlanOnly() };
        await using var module = new ModuleDeployment(options, deployment.Planner);
        using var claim = HostFileClaim.Take(options.Artifacts);
        if (claim is null)
            start.Logger.LogWarning("Another host runs in this repository: artifacts/host.json stays its own, and both write to the same log files.");

        var plan = await deployment.FirstCheckAsync(cancel);
        await using var records = new RunRecords(options.Artifacts);
        var local = await LocalOptionsAsync(options, records, cancel);
        await using var system = await LocalSystem.StartAsync(plan.Configuration.Plan, local, cancel);
        _explored.FrontDoor = system.FrontDoor;
        Explore(options, plan.Configuration.Plan, system);
        await using var explorer = await ExplorerServer.StartAsync(_explored, local.Port == 0 ? 0 : local.Port + ExplorerPortOffset, cancel);

        InterfaceEndpointHealth.Register(resource, system, _services);
        resource.Started.SetResult(system);

        // Last: it waits for the orchestrator, which starts while this plans, and no function starts before it is said that this runs.
        using var telemetry = await InterfaceEndpointTelemetry.StartAsync(resource, _services, cancel);
        _dashboard.Structured = telemetry.Logger;
        await _dashboard.ShowAsync(system, explorer, options.Root, TimeProvider.System.GetUtcNow().UtcDateTime);

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var hostFile = ShowHostFileAsync(system, explorer, claim is null ? null : options.Artifacts, ending.Token);
        try
        {
            await Follower(deployment.Watch, module, system, async changed =>
            {
                Explore(options, changed, system);
                if (hostFile is { IsCompletedSuccessfully: true, Result: { } published })
                    await published.ReplaceAsync(await HostFileOfAsync(system, explorer, cancel), cancel);
            }).RunAsync(cancel);
        }
        finally
        {
            await ending.CancelAsync();
            await ((Task)hostFile).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (hostFile is { IsCompletedSuccessfully: true, Result: { } published })
                await published.DisposeAsync();
        }
    }

    private void Explore(DeploymentOptions options, PlanDocument plan, LocalSystem system)
    {
        var sources = SourceMap.Read(options.Root, Path.GetDirectoryName(options.Root) ?? options.Root, TerraformProduct.Used(options.Executable));
        _explored.Use(new ExploredPlan(plan, system.Model) { Locate = sources.Find, Written = sources.Written });
    }

    private PlanFollower Follower(ModuleWatch watch, ModuleDeployment module, LocalSystem system, Func<PlanDocument, Task> changed)
    {
        CheckedPlan? latest = null;
        return new PlanFollower(
            watch.ChangedAsync,
            system,
            async token =>
            {
                await _dashboard.ShowPlanningAsync();
                try
                {
                    latest = await module.CheckAsync(token);
                    return latest.Configuration.Plan;
                }
                catch
                {
                    await _dashboard.ShowRunningAsync();
                    throw;
                }
            },
            async change =>
            {
                resource.Infra.Run.Set(latest!);
                await _dashboard.ShowAsync(system, change);
                await changed(latest!.Configuration.Plan);
            },
            _dashboard.Log);
    }

    private async Task<LocalOptions> LocalOptionsAsync(DeploymentOptions options, RunRecords records, CancellationToken cancel)
    {
        var local = resource.Options(new LocalOptions
        {
            Programs = new FunctionPrograms { Attached = resource.Functions, Infra = options.Root, Artifacts = options.Artifacts },
            Log = line =>
            {
                records.Add(line);
                _explored.Add(new SeenLine(line.Time, line.Function, line.Text));
                _dashboard.Log(line);
            },
            Decided = decision =>
            {
                records.Add(decision);
                _explored.Add(new SeenInvoke(
                    decision.Time, decision.Caller, decision.Callee, decision.Verdict, decision.ActionText, decision.Reason, decision.Hop)
                { Key = decision });
                _dashboard.Log(decision);
                if (decision.Path is { } path && resource.Started.Task is { IsCompletedSuccessfully: true, Result: var system } && system.PathsAskedFor.Contains(path))
                    _ = _dashboard.ShowAskedAsync(system, path);
            },
            Answered = answer => _explored.Answer(answer.Decision, new SeenAnswer(answer.Decided, answer.Elapsed, answer.Status, answer.RequestId)),
        });
        if (resource.Upstream is { } upstream)
            local = local with { Upstream = upstream };
        if (resource.UpstreamEndpoint is { } endpoint && await endpoint.GetValueAsync(cancel) is { } address)
            local = local with { Upstream = (_, _) => new Upstream.Api(new Uri(address)) };

        // As for every other port of the application: two of it can run at once, as tests do.
        return _services.GetRequiredService<IConfiguration>().GetValue<bool>("DcpPublisher:RandomizePorts") ? local with { Port = 0 } : local;
    }

    /// <summary>Waits for the functions' runtimes, and then tells where everything is.</summary>
    private async Task<HostFile.Published?> ShowHostFileAsync(LocalSystem system, ExplorerServer explorer, string? artifacts, CancellationToken cancel)
    {
        await Task.WhenAll(AttachedHere(system).Select(function => ShowRuntimeAsync(system, function, cancel)));
        return artifacts is null ? null : await (await HostFileOfAsync(system, explorer, cancel)).PublishAsync(artifacts, cancel);
    }

    private async Task<HostFile> HostFileOfAsync(LocalSystem system, ExplorerServer explorer, CancellationToken cancel) =>
        HostFile.Of(system, _services.GetRequiredService<LambdaPackages>().Kind, await DashboardAddressAsync(cancel)) with { Explorer = explorer.Address.ToString() };

    /// <summary>Without the token that logs in.</summary>
    private async Task<string?> DashboardAddressAsync(CancellationToken cancel)
    {
        var model = _services.GetRequiredService<DistributedApplicationModel>();
        if (model.Resources.FirstOrDefault(other => other.Name == "aspire-dashboard") is not IResourceWithEndpoints dashboard)
            return null;

        var (https, http) = (dashboard.GetEndpoint("https"), dashboard.GetEndpoint("http"));
        return https.Exists ? await https.GetValueAsync(cancel) : http.Exists ? await http.GetValueAsync(cancel) : null;
    }

    private IEnumerable<string> AttachedHere(LocalSystem system) => resource.AttachesUpstream ? []
        : system.Functions.Where(function => function.Code is FunctionCode.Attached).Select(function => function.Name);

    private async Task ShowRuntimeAsync(LocalSystem system, string function, CancellationToken cancel)
    {
        await system.AttachedAsync(function, cancel);
        await _dashboard.ShowRuntimeAsync(function);
    }
}

/// <summary>Lets every interface endpoint close its ports before the application has ended.</summary>
internal sealed class InterfaceEndpointEnding(DistributedApplicationModel model) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAll(
        model.Resources.OfType<InterfaceEndpointResource>().Select(endpoint => endpoint.Ended.WaitAsync(cancellationToken)));
}

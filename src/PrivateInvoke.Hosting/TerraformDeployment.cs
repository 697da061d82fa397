using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PrivateInvoke;
using PrivateInvoke.Paths;
using PrivateInvoke.Terraform;
using PrivateInvoke.Terraform.Answers;
using PrivateInvoke.Terraform.Deployment;
using PrivateInvoke.Terraform.Stacks;

namespace Aspire.Hosting;

/// <summary>
/// One deployment of each root module, kept as long as the application runs: a step of a pipeline applies the plan that the step before
/// it has judged.
/// </summary>
internal sealed class TerraformDeployments(IServiceProvider services) : IAsyncDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly Dictionary<TerraformResource, TerraformDeployment> _deployments = [];

    public async Task<TerraformDeployment> GetAsync(TerraformResource resource, CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        try
        {
            if (!_deployments.TryGetValue(resource, out var deployment))
                _deployments[resource] = deployment = await TerraformDeployment.CreateAsync(resource, services, cancel);

            return deployment;
        }
        finally
        {
            _one.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var deployment in _deployments.Values)
            await deployment.DisposeAsync();

        _one.Dispose();
    }
}

/// <summary>A root module's deployment, and what the dashboard shows of it.</summary>
internal sealed class TerraformDeployment : IAsyncDisposable
{
    private readonly TerraformResource _resource;
    private readonly ModuleDeployment _module;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private ModuleWatch? _watch;
    private Task<CheckedPlan>? _first;

    private TerraformDeployment(TerraformResource resource, IServiceProvider services, DeploymentOptions options)
    {
        _resource = resource;
        _time = services.GetService<TimeProvider>() ?? TimeProvider.System;
        Dashboard = new TerraformDashboard(resource, options.Root, services);
        _module = new ModuleDeployment(options) { States = Dashboard, Log = Dashboard };
        resource.Run.Checked += Dashboard.Show;
    }

    public TerraformDashboard Dashboard { get; }

    public DeploymentOptions Options => _module.Options;

    public bool IsPlanOnly => _module.IsPlanOnly;

    public KeptPlanner Planner => _module.Planner;

    public static async Task<TerraformDeployment> CreateAsync(TerraformResource resource, IServiceProvider services, CancellationToken cancel) =>
        new(resource, services, await OptionsAsync(resource, services, cancel));

    public static async Task<DeploymentOptions> OptionsAsync(TerraformResource resource, IServiceProvider services, CancellationToken cancel)
    {
        var root = await RootAsync(resource, services, cancel);
        var target = await TargetAsync(resource, services, cancel);
        var isEmulator = target is DeploymentTarget.Endpoint;
        return new DeploymentOptions
        {
            Name = resource.Name,
            Root = root,
            Artifacts = AppHostFolders.Artifacts(services),
            Variables = await VariablesAsync(resource, root, services, cancel),
            BackendConfig = await TextsAsync(resource, resource.BackendConfig, cancel),
            KeepsLocalState = resource.KeepsLocalState,
            Inputs = resource.Inputs,
            Executable = resource.Executable,
            Target = target,
            Package = (plan, token) => services.GetRequiredService<LambdaPackages>().MakeAsync(plan, root, isEmulator, token),

            // At an emulator a developer wants to see what the dropped invoke does. In an account nothing blocked is made.
            AllowsBlocked = isEmulator && IsRun(services),

            // A deployment proves itself; an application that starts invokes nothing by itself.
            SendsSmoke = !IsRun(services),
        };
    }

    public static async Task<string> RootAsync(TerraformResource resource, IServiceProvider services, CancellationToken cancel) =>
        Path.GetFullPath(
            await resource.Directory.GetValueAsync(cancel) ?? throw Missing(resource, "its folder"), AppHostFolders.AppHost(services));

    /// <summary>The root module's files, from before the first check on.</summary>
    public ModuleWatch Watch => _watch ?? throw new InvalidOperationException("The first check comes first.");

    /// <summary>The check that the application starts with, made once for all who start with it.</summary>
    public Task<CheckedPlan> FirstCheckAsync(CancellationToken cancel)
    {
        lock (_gate)
        {
            // Before the check: what is saved meanwhile is followed too.
            _watch ??= new ModuleWatch(Options.Root, Options.Artifacts, TimeProvider.System, Options, product: TerraformProduct.Used(Options.Executable));
            return _first ??= CheckAsync(cancel);
        }
    }

    /// <param name="check"><see cref="FirstCheckAsync"/>, or <see cref="CheckAsync"/> for the files as they are now.</param>
    /// <exception cref="ProblemException">It could not be planned or applied; the resource shows it too.</exception>
    public async Task<Deployed> DeployAsync(Func<CancellationToken, Task<CheckedPlan>> check, CancellationToken cancel)
    {
        try
        {
            var deployed = await _module.DeployAsync(await check(cancel), cancel);
            if (deployed.State is not null && deployed.Configuration.Verdict is Verdict.Blocked)
                Dashboard.Warn("An invoke path is blocked, and the emulator got the root module all the same. An account would not.");

            Show(deployed);
            return deployed;
        }
        catch (ProblemException problem)
        {
            _resource.Run.Fail(problem);
            Dashboard.Report(new StackState.Failed(problem));
            throw;
        }
    }

    public async Task<CheckedPlan> CheckAsync(CancellationToken cancel)
    {
        var plan = await _module.CheckAsync(cancel);
        _resource.Run.Set(plan);
        return plan;
    }

    public Task<DeploymentPlan> PlanAsync(CheckedPlan plan, CancellationToken cancel) => _module.PlanAsync(plan, cancel);

    public async Task<Deployed> ApplyAsync(DeploymentPlan plan, CancellationToken cancel)
    {
        var deployed = await _module.ApplyAsync(plan, cancel);
        Show(deployed);
        return deployed;
    }

    public Task<StackPlan> PreviewAsync(CancellationToken cancel) => _module.PreviewAsync(cancel);

    public Task<IReadOnlyList<string>> DetectDriftAsync(CancellationToken cancel) => _module.DetectDriftAsync(cancel);

    public Task<StackState.Destroyed> DestroyAsync(CancellationToken cancel) => _module.DestroyAsync(cancel);

    public async ValueTask DisposeAsync()
    {
        _resource.Run.Checked -= Dashboard.Show;
        _watch?.Dispose();
        await _module.DisposeAsync();
        await Dashboard.DisposeAsync();
    }

    private void Show(Deployed deployed)
    {
        _resource.Run.Set(deployed);
        Dashboard.Show(deployed, _time);
    }

    private static async Task<DeploymentTarget> TargetAsync(TerraformResource resource, IServiceProvider services, CancellationToken cancel)
    {
        if (resource.Endpoint is { } endpoint)
            return new DeploymentTarget.Endpoint(new Uri(await TextAsync(resource, "its endpoint", endpoint, cancel)));

        // A deployment is somebody's will; starting the application is not.
        if (resource.Account is null && IsRun(services))
            return new DeploymentTarget.PlanOnly();

        var elsewhere = services.GetRequiredService<IConfiguration>()["AWS_ENDPOINT_URL"];
        return resource.Account is null && Uri.TryCreate(elsewhere, UriKind.Absolute, out var emulator)
            ? new DeploymentTarget.Endpoint(emulator)
            : resource.Account ?? new DeploymentTarget.Account(Profile: null, Region: null);
    }

    private static bool IsRun(IServiceProvider services) => services.GetRequiredService<DistributedApplicationExecutionContext>().IsRunMode;

    private static async Task<IReadOnlyDictionary<string, string>> VariablesAsync(
        TerraformResource resource, string root, IServiceProvider services, CancellationToken cancel)
    {
        var declared = ModuleTree.Read(root, TerraformProduct.Used(resource.Executable)).RootFiles.SelectMany(file => file.Blocks)
            .Where(block => block is { Type: "variable", Labels.Count: 1 })
            .Select(block => block.Labels[0])
            .ToHashSet();
        var logger = services.GetRequiredService<ResourceLoggerService>().GetLogger(resource);
        var texts = new Dictionary<string, string>();
        foreach (var (name, value) in resource.Variables)
        {
            // An AppHost's parameters serve every root module that it is started with. A text is written for this one.
            if (value is ParameterResource parameter && !declared.Contains(name))
                logger.LogWarning("{Root} declares no variable '{Variable}': the parameter '{Parameter}' is left out.", root, name, parameter.Name);
            else
                texts[name] = await TextAsync(resource, $"the value of '{name}'", value, cancel);
        }

        return texts;
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

/// <summary>What a root module does when the application starts.</summary>
internal static class TerraformLifecycle
{
    public static IResourceBuilder<TerraformResource> WithLifecycle(this IResourceBuilder<TerraformResource> builder) =>
        builder.OnInitializeResource(async (resource, start, cancel) =>
        {
            var lifetime = start.Services.GetRequiredService<IHostApplicationLifetime>();
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancel, lifetime.ApplicationStopping);
            TerraformDeployment? deployment = null;
            try
            {
                // Waits for what the resource waits for: the endpoint that it is applied to.
                await start.Eventing.PublishAsync(new BeforeResourceStartedEvent(resource, start.Services), ending.Token);
                deployment = await start.Services.GetRequiredService<TerraformDeployments>().GetAsync(resource, ending.Token);
                await deployment.DeployAsync(deployment.FirstCheckAsync, ending.Token);
            }
            catch (OperationCanceledException) when (ending.IsCancellationRequested)
            {
                resource.Run.Fail(new ProblemException($"'{resource.Name}' was told to end before it was deployed.", "Start the application again."));
            }
            catch (ProblemException) when (deployment is not null)
            {
                // Shown by the resource's state and log; the application goes on without it.
            }
            catch (Exception failure)
            {
                resource.Run.Fail(failure);
                start.Logger.LogError("{Problem}", failure is ProblemException problem ? problem.ToString() : failure);
                await start.Notifications.PublishUpdateAsync(
                    resource, snapshot => snapshot with { State = new(KnownResourceStates.FailedToStart, KnownResourceStateStyles.Error) });
            }
        });
}

/// <summary>Where an AppHost's files are.</summary>
internal static class AppHostFolders
{
    public static string AppHost(IServiceProvider services) =>
        services.GetRequiredService<IConfiguration>()["AppHost:Directory"] ?? Directory.GetCurrentDirectory();

    /// <summary>The folder that all sources are in.</summary>
    public static string Sources(IServiceProvider services) => Path.GetFullPath("..", AppHost(services));

    /// <summary>As the dashboard shows it: what is among the sources by its path there.</summary>
    public static string Shown(string folder, IServiceProvider services)
    {
        var relative = Path.GetRelativePath(Sources(services), folder);
        return relative.StartsWith("..", StringComparison.Ordinal) ? folder : relative;
    }

    /// <summary>Everything that is generated.</summary>
    public static string Artifacts(IServiceProvider services) =>
        services.GetRequiredService<IConfiguration>()["PrivateInvoke:Artifacts"] ?? Path.Combine(Sources(services), "artifacts");
}

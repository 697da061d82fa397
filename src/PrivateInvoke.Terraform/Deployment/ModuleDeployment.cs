using PrivateInvoke.Cloud;
using PrivateInvoke.Paths;
using PrivateInvoke.Plan;
using PrivateInvoke.Terraform.Answers;
using PrivateInvoke.Terraform.Planning;
using PrivateInvoke.Terraform.Stacks;

namespace PrivateInvoke.Terraform.Deployment;

/// <summary>
/// A root module on its way from files to an AWS API: checked without an account, packaged, planned, checked again with that plan, and
/// applied exactly as planned. One verb works at a time; the others wait.
/// </summary>
/// <param name="planner">Another one's <see cref="Planner"/>; null makes one, which ends with this.</param>
public sealed class ModuleDeployment(DeploymentOptions options, KeptPlanner? planner = null) : IAsyncDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly EndpointInstance? _instance =
        options.Target is DeploymentTarget.Endpoint { Address: var address } ? new EndpointInstance(address) : null;

    private readonly KeptPlanner? _own = planner is null ? new KeptPlanner() : null;

    /// <summary>It has credentials: it is kept from a plan to the apply of it, and from no other verb to the next.</summary>
    private readonly KeptProvider _provider = new();

    public DeploymentOptions Options => options;

    /// <summary>What plans without an account, and keeps a provider for it.</summary>
    public KeptPlanner Planner => planner ?? _own!;

    public IProgress<StackState>? States { get; init; }

    public IProgress<TerraformProgress>? Log { get; init; }

    public bool IsPlanOnly => options.Target is DeploymentTarget.PlanOnly;

    /// <summary>Plans without an account and judges every invoke path.</summary>
    /// <exception cref="ProblemException"/>
    public Task<CheckedPlan> CheckAsync(CancellationToken cancel) => AloneAsync(() => CheckedAsync(cancel), cancel);

    /// <summary>
    /// Packages the functions, plans at the target, and judges the paths of that plan together with those of the configuration.
    /// </summary>
    /// <exception cref="BlockedException">A path of the configuration or of the plan is blocked, and <see cref="DeploymentOptions.AllowsBlocked"/> is off.</exception>
    /// <exception cref="ProblemException"/>
    public Task<DeploymentPlan> PlanAsync(CheckedPlan configuration, CancellationToken cancel) =>
        AloneAsync(async () => await PlannedAsync(await PackagedAsync(configuration, cancel), configuration, cancel), cancel, isApplied: true);

    /// <summary>Applies exactly that plan, sends the smoke invoke, and reads the outputs.</summary>
    /// <exception cref="ProblemException">The root module has changed since it was planned, or the apply failed.</exception>
    public Task<Deployed> ApplyAsync(DeploymentPlan plan, CancellationToken cancel) => AloneAsync(() => AppliedAsync(plan, cancel), cancel);

    /// <summary>Checks, and applies where there is a target. Without one, outputs are those that the plan knows.</summary>
    /// <exception cref="BlockedException">A path is blocked, and <see cref="DeploymentOptions.AllowsBlocked"/> is off: nothing was applied.</exception>
    /// <exception cref="ProblemException"/>
    public Task<Deployed> DeployAsync(CancellationToken cancel) =>
        AloneAsync(async () => await DeployedAsync(await CheckedAsync(cancel), cancel), cancel);

    /// <summary>Applies what was checked, where there is a target.</summary>
    /// <exception cref="BlockedException">A path is blocked, and <see cref="DeploymentOptions.AllowsBlocked"/> is off: nothing was applied.</exception>
    /// <exception cref="ProblemException"/>
    public Task<Deployed> DeployAsync(CheckedPlan configuration, CancellationToken cancel) =>
        AloneAsync(() => DeployedAsync(configuration, cancel), cancel);

    /// <summary>What an apply would change. Nothing is packaged or judged.</summary>
    /// <exception cref="ProblemException"/>
    public Task<StackPlan> PreviewAsync(CancellationToken cancel) => OnStackAsync(stack => stack.PlanAsync(cancel), cancel);

    /// <summary>Addresses of the resources that other tools have changed since the last apply.</summary>
    /// <exception cref="ProblemException"/>
    public Task<IReadOnlyList<string>> DetectDriftAsync(CancellationToken cancel) =>
        OnStackAsync(stack => stack.DetectDriftAsync(cancel), cancel);

    /// <exception cref="ProblemException"/>
    public Task<StackState.Destroyed> DestroyAsync(CancellationToken cancel) => OnStackAsync(stack => stack.DestroyAsync(cancel), cancel);

    /// <summary>Hands over the plan's JSON as it comes, as <c>terraform show -json</c> writes it. It holds sensitive values in clear.</summary>
    /// <exception cref="ProblemException">It is not the stack's last plan.</exception>
    public Task<T> ShowAsync<T>(DeploymentPlan plan, Func<JsonWalker, CancellationToken, Task<T>> read, CancellationToken cancel) =>
        OnStackAsync(stack => stack.ShowAsync(plan.Stack, read, cancel), cancel);

    public async ValueTask DisposeAsync()
    {
        _one.Dispose();
        _instance?.Dispose();
        await _provider.DisposeAsync();
        if (_own is not null)
            await _own.DisposeAsync();
    }

    private async Task<CheckedPlan> CheckedAsync(CancellationToken cancel)
    {
        States?.Report(new StackState.Planning());
        var request = new PlanRequest
        {
            Directory = options.Root,
            Artifacts = options.Artifacts,
            Variables = options.Variables,
            VariableFiles = options.VariableFiles,
            Executable = options.Executable,
        };
        try
        {
            return CheckedPlan.Of(await Planner.PlanAsync(request, Log, cancel));
        }
        catch (ProblemException problem)
        {
            States?.Report(new StackState.Failed(problem));
            throw;
        }
    }

    private async Task<Deployed> DeployedAsync(CheckedPlan configuration, CancellationToken cancel)
    {
        if (IsPlanOnly)
            return new Deployed(configuration, null, ModuleOutputs.Of(options, configuration.Configuration.Plan), null);

        var stack = await PackagedAsync(configuration, cancel);

        // Nothing that counts has changed since the last apply, and nobody else can write the state: terraform is not even run.
        return await stack.SettledAsync(cancel) is { } outputs
            ? new Deployed(configuration, new StackState.Unchanged(), ModuleOutputs.Of(options, outputs), null)
            : await AppliedAsync(await PlannedAsync(stack, configuration, cancel), cancel);
    }

    private async Task<Stack> PackagedAsync(CheckedPlan configuration, CancellationToken cancel)
    {
        RequireOpen(configuration.Paths, plan: null);
        StateKeeping.Require(options);
        if (options.Package is { } package)
            await package(configuration.Configuration.Plan, cancel);

        return await StackAsync(PackageFiles.Require(configuration.Configuration.Plan, options.Root), cancel);
    }

    private async Task<DeploymentPlan> PlannedAsync(Stack stack, CheckedPlan configuration, CancellationToken cancel)
    {
        var plan = await stack.PlanAsync(cancel);
        var applied = PathFinder.Find(CloudModel.Read(await stack.ShowAsync(plan, PlanReader.ReadAsync, cancel)));
        var paths = Gate.Judge(configuration.Paths, applied);
        var planned = new DeploymentPlan(configuration, plan, paths);
        RequireOpen(paths, planned);
        return planned;
    }

    private async Task<Deployed> AppliedAsync(DeploymentPlan plan, CancellationToken cancel)
    {
        var stack = await StackAsync(PackageFiles.Require(plan.Configuration.Configuration.Plan, options.Root), cancel);
        var state = await stack.ApplyAsync(plan.Stack, cancel);
        var outputs = ModuleOutputs.Of(options, await stack.OutputsAsync(cancel));
        return new Deployed(plan.Configuration, state, outputs, await SmokeAsync(plan, outputs, cancel));
    }

    private void RequireOpen(IReadOnlyList<InvokePath> paths, DeploymentPlan? plan)
    {
        if (!options.AllowsBlocked && paths.FirstOrDefault(path => path.Verdict is Verdict.Blocked) is { } blocked)
            throw BlockedException.Of(blocked, plan);
    }

    /// <summary>A stranger's function is not invoked unasked: the caller of the options or the root module's own output says what to send.</summary>
    private async Task<SmokeResult> SmokeAsync(DeploymentPlan plan, ModuleOutputs outputs, CancellationToken cancel)
    {
        if (!options.SendsSmoke)
            return new SmokeResult.Skipped("--no-smoke says so");
        if ((options.Smoke ?? outputs.SmokeRequest()) is not { } request)
            return new SmokeResult.Skipped($"nothing says what to send; --smoke-payload or an output {SmokeRequest.Output} does");
        if (plan.Paths.FirstOrDefault(path => path.Caller.Address is not null)?.Caller is not { } caller)
            return new SmokeResult.Skipped("no function of this configuration invokes another one");

        var region = CloudModel.Read(plan.Configuration.Configuration.Plan).Region is Planned<string>.Known { Value: var known } ? known : null;
        return await SmokeInvoke.RunAsync(caller.Name, request, Endpoint, region, cancel);
    }

    private string? Endpoint => options.Target is DeploymentTarget.Endpoint { Address: var address } ? address.ToString().TrimEnd('/') : null;

    private Task<T> OnStackAsync<T>(Func<Stack, Task<T>> verb, CancellationToken cancel) =>
        AloneAsync(async () => await verb(await StackAsync(options.Inputs, cancel)), cancel);

    private async Task<Stack> StackAsync(IReadOnlyList<string> inputs, CancellationToken cancel)
    {
        var account = options.Target as DeploymentTarget.Account;
        if (IsPlanOnly)
        {
            throw new ProblemException(
                $"'{options.Name}' is only planned: it has no endpoint and no account.",
                "Start Docker, so that LocalStack runs, or give it an endpoint or an account.");
        }

        StateKeeping.Require(options);
        var stack = new StackOptions
        {
            Name = options.Name,
            Root = options.Root,
            Artifacts = options.Artifacts,
            Variables = options.Variables,
            VariableFiles = options.VariableFiles,
            Backend = options.Backend,
            BackendConfig = options.BackendConfig,
            EndpointUrl = Endpoint,
            Instance = _instance is null ? null : await _instance.AskAsync(cancel),
            Inputs = [.. options.Inputs.Union(inputs)],
            Environment = Environment(account),
            Executable = options.Executable,
        };
        return new Stack(stack, _provider) { States = States, Log = Log };
    }

    private static Dictionary<string, string> Environment(DeploymentTarget.Account? account)
    {
        var variables = new Dictionary<string, string>();
        if (account?.Profile is { } profile)
            variables["AWS_PROFILE"] = profile;
        if (account?.Region is { } region)
            variables["AWS_REGION"] = region;

        return variables;
    }

    /// <param name="isApplied">What the verb returns is to be applied.</param>
    private async Task<T> AloneAsync<T>(Func<Task<T>> verb, CancellationToken cancel, bool isApplied = false)
    {
        await _one.WaitAsync(cancel);
        var isKept = false;
        try
        {
            var done = await verb();
            isKept = isApplied;
            return done;
        }
        finally
        {
            if (!isKept)
                await _provider.DisposeAsync();
            _one.Release();
        }
    }
}

/// <summary>What would be applied.</summary>
/// <param name="Configuration">The check without an account.</param>
/// <param name="Stack">Terraform's plan at the target.</param>
/// <param name="Paths">The verdicts that hold for it: <see cref="Gate"/>.</param>
public sealed record DeploymentPlan(CheckedPlan Configuration, StackPlan Stack, IReadOnlyList<InvokePath> Paths);

/// <param name="State">How the apply ended; null where nothing is applied.</param>
/// <param name="Smoke">Null where nothing is applied.</param>
public sealed record Deployed(CheckedPlan Configuration, StackState? State, ModuleOutputs Outputs, SmokeResult? Smoke);

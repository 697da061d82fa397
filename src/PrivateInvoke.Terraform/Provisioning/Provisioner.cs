using PrivateInvoke.Terraform.Answers;
using PrivateInvoke.Terraform.Planning;
using PrivateInvoke.Terraform.Stacks;

namespace PrivateInvoke.Terraform.Provisioning;

/// <summary>
/// A root module on its way from files to something that runs: planned and judged with no account, and applied where there is somewhere
/// to apply it. One verb at a time; the others wait.
/// </summary>
public sealed class Provisioner(ProvisionOptions options) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly HttpClient _http = new();

    public ProvisionOptions Options => options;

    public IProgress<StackState>? States { get; init; }

    public IProgress<TerraformProgress>? Log { get; init; }

    public bool IsPlanOnly => options.Target is ProvisionTarget.PlanOnly;

    /// <summary>Plans with no account and judges every invoke path.</summary>
    /// <exception cref="ProblemException"/>
    public Task<Judgement> JudgeAsync(CancellationToken cancel) => AloneAsync(() => JudgedAsync(cancel), cancel);

    /// <summary>Judges, and applies where nothing stands against it: a blocked path is told, and does not stop an apply.</summary>
    /// <exception cref="ProblemException"/>
    public Task<Provisioned> ProvisionAsync(CancellationToken cancel) => AloneAsync(
        async () =>
        {
            var judgement = await JudgedAsync(cancel);
            if (IsPlanOnly)
                return new Provisioned(judgement, null, ModuleOutputs.Of(options, judgement.Configuration.Plan));

            var stack = await StackAsync(cancel);
            var state = await stack.ApplyAsync(cancel);
            return new Provisioned(judgement, state, ModuleOutputs.Of(options, await stack.OutputsAsync(cancel)));
        },
        cancel);

    /// <summary>What an apply would change.</summary>
    /// <exception cref="ProblemException"/>
    public Task<StackPlan> PlanAsync(CancellationToken cancel) => OnStackAsync(stack => stack.PlanAsync(cancel), cancel);

    /// <summary>Addresses of what was changed behind terraform's back.</summary>
    /// <exception cref="ProblemException"/>
    public Task<IReadOnlyList<string>> DetectDriftAsync(CancellationToken cancel) =>
        OnStackAsync(stack => stack.DetectDriftAsync(cancel), cancel);

    /// <exception cref="ProblemException"/>
    public Task<StackState.Destroyed> DestroyAsync(CancellationToken cancel) => OnStackAsync(stack => stack.DestroyAsync(cancel), cancel);

    /// <summary>Of the state as it is, or of the plan where nothing is applied.</summary>
    /// <exception cref="ProblemException"/>
    public Task<ModuleOutputs> OutputsAsync(CancellationToken cancel) => AloneAsync(
        async () => IsPlanOnly
            ? ModuleOutputs.Of(options, (await JudgedAsync(cancel)).Configuration.Plan)
            : ModuleOutputs.Of(options, await (await StackAsync(cancel)).OutputsAsync(cancel)),
        cancel);

    public void Dispose()
    {
        _one.Dispose();
        _http.Dispose();
    }

    private async Task<Judgement> JudgedAsync(CancellationToken cancel)
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
            await using var answers = new AwsAnswers();
            return Judgement.Of(await new Planner(answers).PlanAsync(request, Log, cancel));
        }
        catch (ProblemException problem)
        {
            States?.Report(new StackState.Failed(problem));
            throw;
        }
    }

    private Task<T> OnStackAsync<T>(Func<Stack, Task<T>> verb, CancellationToken cancel) =>
        AloneAsync(async () => await verb(await StackAsync(cancel)), cancel);

    private async Task<Stack> StackAsync(CancellationToken cancel)
    {
        var (endpoint, account) = options.Target switch
        {
            ProvisionTarget.Endpoint at => (at.Address, null),
            ProvisionTarget.Account of => ((Uri?)null, of),
            _ => throw new ProblemException(
                $"'{options.Name}' is only planned: it has no endpoint and no account.",
                "Start Docker, so that LocalStack runs, or give it an endpoint or an account."),
        };
        return new Stack(new StackOptions
        {
            Name = options.Name,
            Root = options.Root,
            Artifacts = options.Artifacts,
            Variables = options.Variables,
            VariableFiles = options.VariableFiles,
            Backend = new StackBackend.Own(),
            BackendConfig = options.BackendConfig,
            EndpointUrl = endpoint?.ToString().TrimEnd('/'),
            Instance = endpoint is null ? null : await EndpointInstance.OfAsync(_http, endpoint, cancel),
            Inputs = options.Inputs,
            Environment = Environment(account),
            Executable = options.Executable,
        })
        {
            States = States,
            Log = Log,
        };
    }

    private static Dictionary<string, string> Environment(ProvisionTarget.Account? account)
    {
        var variables = new Dictionary<string, string>();
        if (account?.Profile is { } profile)
            variables["AWS_PROFILE"] = profile;
        if (account?.Region is { } region)
            variables["AWS_REGION"] = region;

        return variables;
    }

    private async Task<T> AloneAsync<T>(Func<Task<T>> verb, CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        try
        {
            return await verb();
        }
        finally
        {
            _one.Release();
        }
    }
}

/// <param name="State">How the apply ended; null where nothing is applied.</param>
public sealed record Provisioned(Judgement Judgement, StackState? State, ModuleOutputs Outputs);

using PrivateInvoke.Plan;

namespace PrivateInvoke.Terraform.Planning;

/// <summary>Plans a configuration with no account: see docs/decisions/0002-symbolic-re-plan.md.</summary>
/// <param name="environment">The variables of this process, which terraform inherits.</param>
/// <param name="answers">Null: no data source that asks AWS is read.</param>
/// <param name="provider">What the next plan goes on with; null ends the provider with each plan.</param>
public sealed class Planner(
    IReadOnlyDictionary<string, string> environment, TimeProvider time, IAwsAnswers? answers = null, KeptProvider? provider = null)
{
    public Planner(IAwsAnswers? answers = null, KeptProvider? provider = null)
        : this(ProcessEnvironment.Read(), TimeProvider.System, answers, provider)
    {
    }

    /// <summary>What is saved while it is planned is planned once more; what is saved all the time has to come to an end.</summary>
    private const int MostPlans = 2;

    /// <exception cref="ProblemException">
    /// Terraform or a provider is missing, or the configuration is wrong: with the file and line in the user's folder.
    /// </exception>
    public async Task<PlannedConfiguration> PlanAsync(
        PlanRequest request, IProgress<TerraformProgress>? progress, CancellationToken cancellationToken)
    {
        for (var plans = 1; ; plans++)
        {
            var (planned, isCurrent) = await OnceAsync(request, progress, cancellationToken).ConfigureAwait(false);
            if (isCurrent || plans == MostPlans)
                return planned;
        }
    }

    private async Task<(PlannedConfiguration Planned, bool IsCurrent)> OnceAsync(
        PlanRequest request, IProgress<TerraformProgress>? progress, CancellationToken cancellationToken)
    {
        var executable = TerraformExecutable.Locate(request.Executable, environment);
        var tree = Tree();
        var key = Key(tree);
        var workspace = Workspace.For(request.Artifacts, tree.Root);
        var cache = new PlanCache(Path.Combine(workspace.Folder, "plans"));

        // A plan whose inputs are not all known is made each time: a kept one could be about files that have changed since.
        var isKept = request.UseCache && PlanInputs.AreKnown(tree);
        if (isKept && cache.Load(key) is var (ready, known))
            return (Result(ready, known, fromCache: true, isKept), true);

        using var taken = await WorkspaceLock.TakeAsync(workspace.Folder, time, progress, cancellationToken).ConfigureAwait(false);

        // Whoever had it may have made the same plan.
        if (isKept && cache.Load(key) is var (made, known2))
            return (Result(made, known2, fromCache: true, isKept), true);

        await using var own = provider is null ? new KeptProvider(time) : null;
        try
        {
            var aws = answers is null ? null : await answers.AddressAsync(tree, cancellationToken).ConfigureAwait(false);
            var (plan, diagnostics) = await RunAsync(aws, provider ?? own).ConfigureAwait(false);
            diagnostics = [.. diagnostics.Select(diagnostic => ConfigurationProblem.InUserFolder(diagnostic, request.Directory))];

            // terraform reads most files through links, when it gets to them: what was saved meanwhile may be in the plan, and is not in the key.
            var isCurrent = Key(Tree()) == key;
            if (isCurrent)
                cache.Store(key, plan, diagnostics);
            return (Result(plan, diagnostics, fromCache: false, isKept && isCurrent), isCurrent || !isKept);
        }
        catch (TerraformException exception)
        {
            throw ConfigurationProblem.Of(exception, request.Directory);
        }

        async Task<(PlanDocument Plan, IReadOnlyList<TerraformDiagnostic> Diagnostics)> RunAsync(Uri? aws, KeptProvider? attached)
        {
            var session = new PlanSession(workspace, tree, Absolute(request), executable, environment, aws, attached, time, progress);
            try
            {
                return await session.RunAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (TerraformException) when (session.IsAttached)
            {
                // Perhaps not the configuration's fault: each command starts a provider of its own.
                return await RunAsync(aws, null).ConfigureAwait(false);
            }
        }

        ModuleTree Tree() => ModuleTree.Read(request.Directory, TerraformProduct.Of(executable));

        string Key(ModuleTree tree) => ConfigurationKey.OfPlan(
            tree, Absolute(request), executable, environment, request.Artifacts, typeof(Planner).Module.ModuleVersionId + (answers is null ? "" : "+"),
            request.WorkspaceName ?? "", $"{request.AllowExternal}");

        PlannedConfiguration Result(PlanDocument plan, IReadOnlyList<TerraformDiagnostic> diagnostics, bool fromCache, bool hasFindings) => new()
        {
            Plan = plan,
            FromCache = fromCache,
            Workspace = workspace.Folder,
            Diagnostics = diagnostics,
            Findings = hasFindings ? cache.FindingsOf(key) : null,
        };
    }

    /// <summary>terraform runs in another folder than the one that files were named from.</summary>
    private static PlanRequest Absolute(PlanRequest request) =>
        request with { VariableFiles = [.. request.VariableFiles.Select(Path.GetFullPath)] };
}

using PrivateInvoke.Plan;

namespace PrivateInvoke.Terraform.Planning;

/// <summary>The terraform runs that make one settled plan.</summary>
internal sealed class PlanSession(
    Workspace workspace,
    ModuleTree tree,
    PlanRequest variables,
    string executable,
    IReadOnlyDictionary<string, string> environment,
    Uri? aws,
    KeptProvider? provider,
    TimeProvider time,
    IProgress<TerraformProgress>? progress)
{
    /// <summary>Each time a data source depends on one that could not be read either, or an expression on one that could not be evaluated.</summary>
    private const int MostRounds = 12;

    /// <summary>A plan does not get to all calls before one fails.</summary>
    private const int MostPackageRounds = 5;

    private readonly List<TerraformDiagnostic> _diagnostics = [];
    private readonly LeftOut _leftOut = new(workspace, tree);
    private readonly TerraformProduct _product = TerraformProduct.Of(executable);
    private readonly string _variablesFile = workspace.PathOfSecret("variables.tfvars");

    /// <summary>The values by name last: of two that set a variable the later one wins, and these are the more explicit.</summary>
    private IReadOnlyList<string> VariableFiles => [.. variables.VariableFiles, _variablesFile];

    private Replan Replan => new(workspace, VariableFiles);

    private ProviderAttachment _attached = ProviderAttachment.None;

    /// <summary>All commands use one provider process: what fails with it says nothing yet.</summary>
    public bool IsAttached => !_attached.IsNone;

    public async Task<(PlanDocument Plan, IReadOnlyList<TerraformDiagnostic> Diagnostics)> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await File.WriteAllTextAsync(_variablesFile, VariablesFile.Text(tree, variables.Variables), cancellationToken).ConfigureAwait(false);
            return await PreparedAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            File.Delete(_variablesFile);
        }
    }

    private async Task<(PlanDocument Plan, IReadOnlyList<TerraformDiagnostic> Diagnostics)> PreparedAsync(CancellationToken cancellationToken)
    {
        var hasRegion = environment.ContainsKey("AWS_REGION") || environment.ContainsKey("AWS_DEFAULT_REGION");
        var added = OfflineOverride.Files(tree, PlanReader.RegionName, hasRegion);
        workspace.Prepare(tree, added);

        var init = new WorkspaceInit(workspace, tree, environment, Installing, progress, time: time);
        var key = ConfigurationKey.OfInit(tree, executable, string.Concat(added.Values));
        await init.RunAsync(key, cancellationToken).ConfigureAwait(false);
        _attached = await AttachedAsync(added.Values, cancellationToken).ConfigureAwait(false);
        var terraform = InWorkspace(_attached);

        if (!variables.AllowExternal)
            _leftOut.Programs();

        // It may not outlive this one, right or wrong.
        await using var guess = IsAttached ? Replan.Guess(terraform, cancellationToken) : null;
        return await SettledAsync(terraform, guess, cancellationToken).ConfigureAwait(false);
    }

    private async Task<(PlanDocument Plan, IReadOnlyList<TerraformDiagnostic> Diagnostics)> SettledAsync(
        TerraformCli terraform, GuessedReplan? guess, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var schemas = new SchemaFile(workspace, terraform, _attached.Types).ReadAsync(stop.Token);
        RawPlan? first = null;
        TerraformException? failure = null;
        try
        {
            first = await FirstWithoutPackagesAsync(terraform, cancellationToken).ConfigureAwait(false);
        }
        catch (TerraformException exception) when (_leftOut.HasUnread || exception.Diagnostics.Any(diagnostic => diagnostic.Address is not null))
        {
            failure = exception;
            RequireRegion(exception.Diagnostics);
        }
        catch
        {
            // Two commands at a time, and neither may outlive this one.
            await stop.CancelAsync().ConfigureAwait(false);
            await ((Task)schemas).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        var catalog = await schemas.ConfigureAwait(false);
        var files = ConfiguredFiles.Read(tree);

        var standIns = new DataStandIns(catalog, files, Region() ?? "us-east-1", Region() is not null);
        first ??= await FirstWithoutDataAsync(terraform, standIns, failure!, cancellationToken).ConfigureAwait(false);
        first = first with { Configured = first.Configured.Or(files) };
        // One in a local file has been read.
        _diagnostics.AddRange(first.Resources.Values
            .Where(resource => resource is { IsData: true, Type: "terraform_remote_state" } && resource.Values["outputs"] is PlannedValue.Unknown)
            .Select(resource => new TerraformDiagnostic
            {
                Severity = TerraformSeverity.Warning,
                Summary = "Another configuration's state is not read, so what it outputs is not known",
                Address = resource.Address,
            }));
        _diagnostics.AddRange(tree.Files.SelectMany(file => UnreadValues.In(file).Select(block => new TerraformDiagnostic
        {
            Severity = TerraformSeverity.Warning,
            Summary = $"{block.Type}.{block.Labels[0]}.{block.Labels[1]} is not read, so what depends on it is not known.",
            File = Path.GetRelativePath(tree.Root, file.Path),
            Line = block.Line,
        })));
        var overrides = OverrideFile.Write([.. Settlement.SymbolsOf(first, catalog).Values, .. standIns.Symbols], _product);
        var isGuessed = guess?.Overrides == overrides && !_leftOut.HasMended;
        // A wrong one would only keep the right one from the processor.
        if (guess is not null && !isGuessed)
            await guess.DisposeAsync().ConfigureAwait(false);
        var (second, found) = isGuessed
            ? await guess!.Made.ConfigureAwait(false)
            : await Replan.MakeAsync(terraform, overrides, cancellationToken).ConfigureAwait(false);
        // The first plan holds, so what fails now fails on a symbol.
        for (var round = 0; second is null && round < MostRounds && _leftOut.Expressions(found); round++)
            (second, found) = await Replan.MakeAsync(terraform, overrides, cancellationToken).ConfigureAwait(false);
        if (second is null && IsAttached)
            (second, found) = await Replan.MakeAsync(InWorkspace(ProviderAttachment.None), overrides, cancellationToken).ConfigureAwait(false);
        await Replan.KeepAsync(overrides, cancellationToken).ConfigureAwait(false);
        if (second is null)
            _diagnostics.AddRange(LeftOut.Warnings(found, "References between resources could not be followed"));

        return (Settlement.Settle(first, second, catalog, standIns.Symbols), [.. _diagnostics, .. _leftOut.Diagnostics]);
    }

    /// <summary>In the Terraform workspace that was named.</summary>
    private TerraformCli InWorkspace(ProviderAttachment attached)
    {
        var added = attached.Variables.ToDictionary();
        if (variables.WorkspaceName is { } name)
            added["TF_WORKSPACE"] = name;
        return Terraform(added);
    }

    private TerraformCli Installing(Dictionary<string, string?> added) =>
        Terraform(added.Concat(TerraformEnvironment.Downloading(environment).Where(pair => !added.ContainsKey(pair.Key))).ToDictionary());

    private TerraformCli Terraform(Dictionary<string, string?> added) => new(executable, workspace.Root)
    {
        Environment = TerraformEnvironment.Offline(environment, aws)
            .Where(pair => !added.ContainsKey(pair.Key)).Concat(added).ToDictionary(),
        Progress = progress,
        Time = time,
        EndsWithHost = true,
    };

    /// <summary>One provider process for all commands, or one for each configuration of it.</summary>
    private async Task<ProviderAttachment> AttachedAsync(IEnumerable<string> added, CancellationToken cancellationToken)
    {
        if (provider is null || environment.ContainsKey(ProviderProcess.Variable))
            return ProviderAttachment.None;

        var variables = TerraformEnvironment.Offline(environment, aws);

        // Nothing is asked over TLS, and a provider that is configured a second time refuses the bundle.
        variables["AWS_CA_BUNDLE"] = null;
        return await ProviderAttachment.ToAsync(provider, workspace, tree, _product, variables, added, cancellationToken).ConfigureAwait(false);
    }

    private async Task<RawPlan> FirstWithoutPackagesAsync(TerraformCli terraform, CancellationToken cancellationToken)
    {
        for (var round = 1; ; round++)
        {
            try
            {
                return await FirstAsync(terraform, cancellationToken).ConfigureAwait(false);
            }
            catch (TerraformException exception)
            {
                if (round == MostPackageRounds || !_leftOut.Packages(exception.Diagnostics))
                    throw;
            }
        }
    }

    private async Task<RawPlan> FirstAsync(TerraformCli terraform, CancellationToken cancellationToken)
    {
        var file = workspace.PathOfSecret("first.tfplan");
        try
        {
            var options = new PlanOptions
            {
                Out = file,
                Lock = false,
                VariableFiles = VariableFiles,
            };
            var outcome = await terraform.PlanAsync(options, cancellationToken).ConfigureAwait(false);
            _diagnostics.AddRange(outcome.Warnings.Where(warning => !IsAboutOverride(warning)));

            RawPlan? plan = null;
            await terraform.ShowAsync(
                new ShowOptions { Path = file },
                async (json, token) => plan = await PlanReader.ReadRawAsync(json, token).ConfigureAwait(false),
                cancellationToken).ConfigureAwait(false);
            return plan!;
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>
    /// The first plan again, without what could not be read: AWS's values are unknown, and what describes the path has symbols. With
    /// symbols it is made by a test that overrides nothing else.
    /// </summary>
    private async Task<RawPlan> FirstWithoutDataAsync(
        TerraformCli terraform, DataStandIns standIns, TerraformException failure, CancellationToken cancellationToken)
    {
        var found = failure.Diagnostics;
        for (var round = 0; round < MostRounds && _leftOut.Mend(found, standIns, isUsersOwn: round == 0); round++)
        {
            RawPlan? plan;
            (plan, found) = standIns.Symbols.Count > 0
                ? await Replan.MakeAsync(terraform, OverrideFile.Write(standIns.Symbols, _product), cancellationToken).ConfigureAwait(false)
                : await TryFirstAsync(terraform, cancellationToken).ConfigureAwait(false);
            if (plan is null)
                continue;

            _diagnostics.AddRange(LeftOut.Warnings(
                failure.Diagnostics.Where(error => error.DataType is not null).Select(WithoutRefusal), "A data source needs AWS, so what it reads is not known"));
            return plan;
        }

        throw new TerraformException("plan", failure.ExitCode, standIns.WorstFirst(found), failure.ErrorText);
    }

    private async Task<PlanAttempt> TryFirstAsync(TerraformCli terraform, CancellationToken cancellationToken)
    {
        try
        {
            return new PlanAttempt(await FirstAsync(terraform, cancellationToken).ConfigureAwait(false), []);
        }
        catch (TerraformException exception)
        {
            return PlanAttempt.Of(exception);
        }
    }

    /// <summary>That nothing answered is our doing, and the provider's words for it would lead somewhere else.</summary>
    private TerraformDiagnostic WithoutRefusal(TerraformDiagnostic diagnostic) =>
        aws is not null && diagnostic.Text.Contains(IAwsAnswers.Refusal, StringComparison.Ordinal)
            ? diagnostic with { Summary = "", Detail = "" }
            : diagnostic;

    /// <summary>Which endpoints serve the caller, and which names it calls, depends on the region: nothing is decided without it.</summary>
    private void RequireRegion(IReadOnlyList<TerraformDiagnostic> failure)
    {
        if (failure.FirstOrDefault(diagnostic => diagnostic.IsError
            && diagnostic.Address?.Contains($"data.aws_region.{PlanReader.RegionName}", StringComparison.Ordinal) == true) is { } error)
        {
            throw new ProblemException(
                $"The AWS provider of '{tree.Root}' has no region that it knows ({error.Text}).",
                "Set region in its provider block, or the environment variable AWS_REGION.");
        }
    }

    /// <summary>terraform warns about a child module's provider block that has been overridden, as if that were the user's doing.</summary>
    private bool IsAboutOverride(TerraformDiagnostic warning) => warning.File is { } file && tree.Files.Any(source =>
        Path.GetRelativePath(tree.Root, source.Path) == file
        && source.Blocks.Any(block => block.Type == "provider" && block.Line == warning.Line));

    /// <summary>The default provider's, for symbols that are needed before there is a plan to read it from; null where an expression gives it.</summary>
    private string? Region()
    {
        var provider = tree.RootFiles.SelectMany(file => file.Blocks)
            .FirstOrDefault(block => block.Type == "provider" && block.Labels is ["aws"] && !block.Attributes.ContainsKey("alias"));
        return provider?.Attributes.ContainsKey("region") == true
            ? provider.Literal("region")
            : environment.GetValueOrDefault("AWS_REGION") ?? environment.GetValueOrDefault("AWS_DEFAULT_REGION");
    }
}

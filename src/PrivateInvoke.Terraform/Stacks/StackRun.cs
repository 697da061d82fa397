using System.Text.Json;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Terraform.Stacks;

/// <summary>What one verb works with: the stack as it is now, in a scratch copy that is made when terraform is first needed.</summary>
internal sealed class StackRun(
    StackOptions options,
    StackFolder folder,
    ModuleTree tree,
    string executable,
    IReadOnlyDictionary<string, string> inherited,
    KeptProvider provider,
    TimeProvider time)
{
    /// <summary>To end a change that is being made can take a provider that long.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    private readonly bool _hasOwnBackend = options.Backend is StackBackend.Own && OwnBackend.IsIn(tree);

    private Dictionary<string, string?>? _environment;
    private IReadOnlyCollection<string> _added = [];
    private bool _isReady;

    public IProgress<StackState>? States { get; init; }

    public IProgress<TerraformProgress>? Log { get; init; }

    public StackFolder Folder => folder;

    public IReadOnlyList<string> VariableFiles => [.. options.VariableFiles.Select(Path.GetFullPath), folder.VariablesFile];

    /// <summary>False: others can change the state, and only terraform can tell.</summary>
    public bool IsStateHere => options.Backend is not StackBackend.S3 && !_hasOwnBackend;

    /// <summary>Of everything that an apply depends on.</summary>
    public string Key { get; } = ConfigurationKey.OfApply(
        tree,
        new PlanOptions { Variables = options.Variables, VariableFiles = [.. options.VariableFiles.Select(Path.GetFullPath)] },
        executable,
        inherited.Where(pair => !options.Environment.ContainsKey(pair.Key)).Concat(options.Environment).ToDictionary(),
        options.Inputs.Select(Path.GetFullPath),
        options.Artifacts,
        [options.EndpointUrl ?? "", options.Instance ?? "", $"{options.Backend}", typeof(StackRun).Module.ModuleVersionId.ToString()]);

    /// <summary>What was applied last; null where the state or anything else has changed since.</summary>
    public StackRecord? Settled =>
        IsStateHere && PlanInputs.AreKnown(tree) && StackRecord.Read(folder.RecordFile) is { } record && record.Key == Key && record.State == StateFile.Read(folder.StateFile)
            ? record
            : null;

    public bool HasRecord => File.Exists(folder.RecordFile);

    public void DropRecord() => File.Delete(folder.RecordFile);

    public void WriteRecord(IReadOnlyDictionary<string, StackOutput> outputs) =>
        new StackRecord(Key, IsStateHere ? StateFile.Read(folder.StateFile) : null, outputs).Write(folder.RecordFile);

    public TerraformCli Terraform(IProgress<TerraformProgress>? progress) => Terraform(progress, ProviderAttachment.None);

    private TerraformCli Terraform(IProgress<TerraformProgress>? progress, ProviderAttachment attached) => new(executable, folder.Workspace.Root)
    {
        Environment = attached.IsNone ? Environment : Environment.Concat(attached.Variables).ToDictionary(),
        Progress = progress,
        Time = time,
        Grace = Grace,
        RunFolder = folder.Path,
        Held = attached.Held,
    };

    private Dictionary<string, string?> Environment => _environment ??= StackEnvironment.Of(options, _hasOwnBackend, inherited);

    /// <summary>Whether the last command that made nothing has used the provider that is kept.</summary>
    public bool HasReadAttached { get; private set; }

    /// <summary>A command that makes nothing: it uses the provider that is kept, and what fails with it is run once more with one of its own.</summary>
    public async Task<T> ReadAsync<T>(Func<Func<IProgress<TerraformProgress>?, TerraformCli>, Task<T>> command, CancellationToken cancellationToken)
    {
        var attached = await AttachedAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var read = await command(progress => Terraform(progress, attached)).ConfigureAwait(false);
            HasReadAttached = !attached.IsNone;
            return read;
        }
        catch (TerraformException exception) when (!attached.IsNone && HeldLock.In(exception) is null)
        {
            HasReadAttached = false;
            return await command(Terraform).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// It goes on when this process is killed. So does the provider that the plan was made with, where that can be handed over; else
    /// terraform starts its own.
    /// </summary>
    /// <param name="isPlanAttached">Whether the plan was made with the provider that is kept.</param>
    public async Task ApplyAsync(bool isPlanAttached, IProgress<TerraformProgress>? progress, CancellationToken cancellationToken)
    {
        // Whoever wants terraform's log wants the provider's with it, which terraform's own writes there. What connections OpenTofu makes
        // is not known.
        var isHandedOver = isPlanAttached && TerraformProduct.Of(executable) == TerraformProduct.Terraform && !IsSet("TF_LOG") && !IsSet("TF_LOG_PROVIDER");
        var attached = isHandedOver
            ? (await AttachedAsync(cancellationToken).ConfigureAwait(false)).ForApply(provider, folder.Workspace)
            : ProviderAttachment.None;
        try
        {
            await Terraform(progress, attached).ApplyAsync(new ApplyOptions { PlanFile = folder.PlanFile }, cancellationToken).ConfigureAwait(false);
        }
        catch (StillAtWorkException) when (!attached.IsNone)
        {
            await provider.LeaveAsync().ConfigureAwait(false);
            throw;
        }
        catch when (!attached.IsNone)
        {
            // A terraform that was killed has told nobody to stop.
            await provider.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task<ProviderAttachment> AttachedAsync(CancellationToken cancellationToken)
    {
        // A provider that is configured a second time refuses the bundle, and http needs none.
        var needsBundle = IsSet("AWS_CA_BUNDLE") && options.EndpointUrl?.StartsWith("http:", StringComparison.OrdinalIgnoreCase) != true;
        if (needsBundle || IsSet(ProviderProcess.Variable))
            return ProviderAttachment.None;

        var variables = new Dictionary<string, string?>(Environment) { ["AWS_CA_BUNDLE"] = null };
        string[] written = [folder.StateFile, Path.Combine(folder.Workspace.Root, ImportFile.Name)];
        return await ProviderAttachment.ToAsync(
            provider, folder.Workspace, tree, TerraformProduct.Of(executable), variables, [.. _added, .. written.Where(File.Exists).Select(File.ReadAllText)], cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>Hands over a plan file, or the state, as JSON. It holds sensitive values in clear.</summary>
    public Task<T> ShowAsync<T>(ShowOptions what, Func<JsonWalker, CancellationToken, Task<T>> read, CancellationToken cancellationToken) => ReadAsync(
        async terraform =>
        {
            var shown = default(T)!;
            await terraform(Log).ShowAsync(
                what, async (json, token) => shown = await read(json, token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            return shown;
        },
        cancellationToken);

    public Task<JsonElement> ShowAsync(ShowOptions what, CancellationToken cancellationToken) =>
        ShowAsync(what, async (json, token) => await json.ValueAsync(token).ConfigureAwait(false), cancellationToken);

    /// <summary>Of what is in the state.</summary>
    public async Task<IReadOnlySet<string>> AddressesAsync(CancellationToken cancellationToken) =>
        StateAddresses.Of(await ShowAsync(new ShowOptions(), cancellationToken).ConfigureAwait(false));

    /// <summary>Makes the scratch copy and installs what it needs.</summary>
    public async Task ReadyAsync(CancellationToken cancellationToken)
    {
        States?.Report(new StackState.Initializing());
        if (_isReady)
            return;

        var added = StackOverride.Files(tree, options, IsStateHere ? folder.StateFile : null, HasRegion());
        folder.Workspace.Prepare(tree, added, file => file.Text);
        _added = [.. added.Values];
        await File.WriteAllTextAsync(
            folder.VariablesFile, VariablesFile.Text(tree, options.Variables), cancellationToken).ConfigureAwait(false);

        await InitAsync(string.Concat(added.Values), cancellationToken).ConfigureAwait(false);
        _isReady = true;
    }

    /// <summary>Providers and modules first, which need no account; then the backend.</summary>
    private async Task InitAsync(string generated, CancellationToken cancellationToken)
    {
        var settings = string.Concat(options.BackendConfig.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => $"{pair.Key} = {HclText.Quote(pair.Value)}\n"));
        var key = ConfigurationKey.OfInit(tree, executable, generated + settings);
        var record = Path.Combine(folder.Workspace.Folder, "backend");
        var init = new WorkspaceInit(folder.Workspace, tree, inherited, Adding, Log, backend: false, time);
        await init.RunAsync(key, cancellationToken).ConfigureAwait(false);

        if (File.Exists(record) && await File.ReadAllTextAsync(record, cancellationToken).ConfigureAwait(false) == key)
            return;

        await File.WriteAllTextAsync(folder.BackendFile, settings, cancellationToken).ConfigureAwait(false);
        await init.BackendAsync(settings.Length > 0 ? [folder.BackendFile] : [], cancellationToken).ConfigureAwait(false);
        await File.WriteAllTextAsync(record, key, cancellationToken).ConfigureAwait(false);
    }

    private TerraformCli Adding(Dictionary<string, string?> added)
    {
        var terraform = Terraform(Log);
        return new(executable, folder.Workspace.Root)
        {
            Environment = terraform.Environment.Where(pair => !added.ContainsKey(pair.Key)).Concat(added).ToDictionary(),
            Progress = Log,
            Time = time,
        };
    }

    private bool HasRegion() => IsSet("AWS_REGION") || IsSet("AWS_DEFAULT_REGION");

    private bool IsSet(string name) => inherited.ContainsKey(name) || options.Environment.ContainsKey(name);
}

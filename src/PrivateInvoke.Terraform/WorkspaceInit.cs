namespace PrivateInvoke.Terraform;

/// <summary>Installs what a workspace needs, with a registry or without one.</summary>
internal sealed class WorkspaceInit(
    Workspace workspace,
    ModuleTree tree,
    IReadOnlyDictionary<string, string> environment,
    Func<Dictionary<string, string?>, TerraformCli> cli,
    IProgress<TerraformProgress>? progress,
    bool backend = true,
    TimeProvider? time = null)
{
    private readonly ProviderCache _cache = new(
        Path.Combine(Path.GetDirectoryName(workspace.Folder)!, "plugins"), time ?? TimeProvider.System, progress);

    private readonly InstalledProviders _installed = new(
        Path.Combine(Path.GetDirectoryName(workspace.Folder)!, "providers"), time ?? TimeProvider.System);

    private readonly InitOptions _options = new() { Reconfigure = true, Backend = backend };

    private string Record => Path.Combine(workspace.Folder, "initialized");

    /// <summary>The CLI configuration that takes providers from folders of this machine.</summary>
    private string MirrorFile => Path.Combine(workspace.Folder, "mirror.tfrc");

    private bool IsDone(string key) =>
        Directory.Exists(Path.Combine(workspace.Root, ".terraform")) && File.Exists(Record) && File.ReadAllText(Record) == key;

    /// <summary>Does nothing where the workspace was initialized for the same key.</summary>
    /// <exception cref="ProblemException">A provider or a module cannot be had.</exception>
    /// <exception cref="TerraformException">The configuration is wrong.</exception>
    public async Task RunAsync(string key, CancellationToken cancellationToken)
    {
        if (IsDone(key))
        {
            if (File.Exists(Unlocked))
                File.Copy(Unlocked, Path.Combine(workspace.Root, Workspace.LockFile), overwrite: true);
            workspace.RecordModulesHere();
            return;
        }

        File.Delete(Record);
        File.Delete(Unlocked);
        // A module that is downloaded can ask for providers too.
        var providers = tree.RemoteModules.Count > 0 || environment.ContainsKey(ProviderProcess.Variable)
            ? null
            : ConfigurationKey.OfProviders(tree, cli([]).Executable, environment);
        if (providers is null || !await WithInstalledAsync(providers, cancellationToken).ConfigureAwait(false))
        {
            await InstallAsync(cancellationToken).ConfigureAwait(false);
            if (providers is not null && !File.Exists(Unlocked))
                _installed.Keep(providers, workspace.Root);
        }

        workspace.RecordModulesHere();
        File.WriteAllText(Record, key);
    }

    /// <summary>Modules and the backend alone, with the providers of another workspace.</summary>
    private async Task<bool> WithInstalledAsync(string providers, CancellationToken cancellationToken)
    {
        if (!_installed.TakeOver(providers, workspace.Root))
            return false;

        try
        {
            await cli(Reattached()).InitAsync(_options, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (TerraformException)
        {
            // Whoever installs them too says what is wrong.
            InstalledProviders.Remove(workspace.Root);
            return false;
        }
    }

    private async Task InstallAsync(CancellationToken cancellationToken)
    {
        // Whatever is installed already was installed by a version that is supported: both keys have the program in them.
        var terraform = cli([]);
        TerraformExecutable.RequireSupported(terraform.Executable, (await terraform.VersionAsync(cancellationToken).ConfigureAwait(false)).Version);
        SeedModules();
        try
        {
            await FromRegistryAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (TerraformException exception)
        {
            await RunWithoutRegistryAsync(exception, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The backend alone, of a workspace whose providers and modules are installed.</summary>
    /// <exception cref="TerraformException">It cannot be reached, or is not there.</exception>
    public async Task BackendAsync(IReadOnlyList<string> configurationFiles, CancellationToken cancellationToken)
    {
        var options = new InitOptions { Reconfigure = true, BackendConfigFiles = configurationFiles };
        await cli(environment.ContainsKey(ProviderProcess.Variable) ? [] : Reattached()).InitAsync(options, cancellationToken).ConfigureAwait(false);
        workspace.RecordModulesHere();
    }

    private Task FromRegistryAsync(CancellationToken cancellationToken) => environment.ContainsKey("TF_PLUGIN_CACHE_DIR")
        ? cli(Cached()).InitAsync(_options, cancellationToken)
        : _cache.FillAsync(() => cli(Cached()).InitAsync(_options, cancellationToken), cancellationToken);

    private async Task RunWithoutRegistryAsync(TerraformException failure, CancellationToken cancellationToken)
    {
        // A diagnostic with a place in the configuration is not about a registry: the registry's have none.
        var mirrors = ProviderMirror.Find(environment, Registry);
        if (failure.FirstError.File is not null && tree.RemoteModules.Count == 0 || mirrors.Count == 0)
            throw Explain(failure, mirrors);

        File.WriteAllText(MirrorFile, ProviderMirror.Configuration(mirrors, Registry));
        try
        {
            await cli(Mirrored()).InitAsync(_options, cancellationToken).ConfigureAwait(false);
        }
        catch (TerraformException again)
        {
            // What is applied is applied with the versions that the user has locked.
            if (!backend || !File.Exists(Path.Combine(tree.Root, Workspace.LockFile)))
                throw Explain(again, mirrors);

            await RunUnlockedAsync(cli(Mirrored()), mirrors, cancellationToken).ConfigureAwait(false);
        }

        progress?.Report(new TerraformProgress.Notice(
            $"The provider registry cannot be reached; providers come from {string.Join(", ", mirrors)}."));
    }

    /// <summary>The user's lock file asks for what is not in the folders; another version that the configuration admits may be.</summary>
    private async Task RunUnlockedAsync(TerraformCli terraform, IReadOnlyList<string> mirrors, CancellationToken cancellationToken)
    {
        File.Delete(Path.Combine(workspace.Root, Workspace.LockFile));
        try
        {
            await terraform.InitAsync(_options, cancellationToken).ConfigureAwait(false);
        }
        catch (TerraformException unlocked)
        {
            throw Explain(unlocked, mirrors);
        }

        File.Copy(Path.Combine(workspace.Root, Workspace.LockFile), Unlocked);
        progress?.Report(new TerraformProgress.Notice(
            "Not all versions of the lock file are there: this plan is made with others that the configuration admits."));
    }

    private Exception Explain(TerraformException failure, IReadOnlyList<string> mirrors)
    {
        // terraform says it without a place, as it does of a registry.
        if (tree.MissingModule is var (file, call, source))
        {
            return new ProblemException(
                $"'{Path.GetRelativePath(tree.Root, file)}' line {call.Line}: module '{call.Labels[0]}' has the source '{source}', and there is no such folder.",
                "Correct the source: capital letters count. It is relative to the file's folder.",
                failure);
        }

        if (ProviderRequirement.In(tree).FirstOrDefault(provider => !provider.IsIn(mirrors, Registry)) is { } missing && failure.FirstError.File is null)
        {
            // terraform has an error for each of several providers, in an order of its own.
            var error = failure.Diagnostics.FirstOrDefault(error => error.IsError && error.Text.Contains(missing.Source, StringComparison.Ordinal)) ?? failure.FirstError;
            return new ProblemException(
                $"Provider '{missing}' cannot be had: {FirstSentence(error)}",
                "Start once with a network, or set TF_PLUGIN_CACHE_DIR to a folder that has the provider.",
                failure);
        }

        if (failure.FirstError.File is null && mirrors.Count > 0)
        {
            return new ProblemException(
                $"Providers cannot be had from {string.Join(", ", mirrors)}: {FirstSentence(failure.FirstError)}",
                "Start once with a network, or ask for a version that is there.",
                failure);
        }

        return tree.RemoteModules is [var module, ..] && failure.FirstError.File is not null
            ? new ProblemException(
                $"Module '{module.Name}' ({module.Source}) cannot be had: {FirstSentence(failure.FirstError)}",
                $"Run terraform init in '{tree.Root}' where there is a network: the modules in its .terraform folder are used.",
                failure)
            : failure;
    }

    private string Registry => TerraformProduct.Of(cli([]).Executable).Registry;

    private Dictionary<string, string?> Reattached() => new() { [ProviderProcess.Variable] = InstalledProviders.Reattachment(workspace.Root) };

    private Dictionary<string, string?> Mirrored() =>
        new(Cached()) { ["TF_CLI_CONFIG_FILE"] = MirrorFile, ["TF_PLUGIN_CACHE_DIR"] = null };

    /// <summary>The lock file of what was installed in place of what the user's asks for.</summary>
    private string Unlocked => Path.Combine(workspace.Folder, "unlocked.hcl");

    private Dictionary<string, string?> Cached() => environment.ContainsKey("TF_PLUGIN_CACHE_DIR") ? [] : new()
    {
        ["TF_PLUGIN_CACHE_DIR"] = _cache.Folder,

        // Without it a workspace that has no lock file yet downloads the provider again to make one; ours is thrown away.
        ["TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE"] = "1",
    };

    /// <summary>Modules that the user's own init has downloaded.</summary>
    private void SeedModules()
    {
        var theirs = Path.Combine(tree.Root, environment.GetValueOrDefault("TF_DATA_DIR", ".terraform"), "modules");
        var ours = Path.Combine(workspace.Root, ".terraform", "modules");
        if (tree.RemoteModules.Count == 0 || !File.Exists(Path.Combine(theirs, "modules.json")))
            return;

        // What an init without a network left is not all that there is.
        if (Directory.Exists(ours))
            Directory.Delete(ours, recursive: true);

        Directory.CreateDirectory(ours);
        foreach (var module in Directory.EnumerateDirectories(theirs))
            Directory.CreateSymbolicLink(Path.Combine(ours, Path.GetFileName(module)), module);

        File.Copy(Path.Combine(theirs, "modules.json"), Path.Combine(ours, "modules.json"));
    }

    private static string FirstSentence(TerraformDiagnostic diagnostic)
    {
        var detail = diagnostic.Detail.Split('\n', 2)[0].Trim();
        return detail.Length > 0 ? detail : diagnostic.Text;
    }
}

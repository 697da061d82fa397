namespace PrivateInvoke.Terraform;

/// <summary>
/// The AWS provider's processes, kept from one plan to the next, one plan at a time. Whoever has it ends it by disposing it.
/// </summary>
public sealed class KeptProvider(TimeProvider time) : IAsyncDisposable
{
    private ProviderProxy? _proxy;
    private string _startedAs = "";
    private string _module = "";
    private string _folder = "";

    public KeptProvider()
        : this(TimeProvider.System)
    {
    }

    /// <param name="environment">What it reads AWS's address and the region from: with another one, it is another process.</param>
    /// <param name="types">Its types that the configuration names.</param>
    /// <param name="workspace">Of the root module that is planned.</param>
    /// <returns>What terraform attaches it by; null where each command has to start its own.</returns>
    internal async Task<string?> AttachAsync(
        string file, IReadOnlyDictionary<string, string?> environment, IReadOnlySet<string> types, Workspace workspace, CancellationToken cancellationToken)
    {
        file = Installed(file);
        var variables = environment.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}");
        var started = string.Join('\n', [file, $"{File.GetLastWriteTimeUtc(file).Ticks}", .. variables]);
        if (_proxy is not { HasEnded: false } || _startedAs != started)
        {
            await DisposeAsync().ConfigureAwait(false);
            _proxy = await ProviderProxy.StartAsync(
                token => ProviderProcess.StartAsync(file, workspace.Root, environment, time, token), ProviderSchemas.FileOf(file, workspace.Schemas), cancellationToken).ConfigureAwait(false);
            (_startedAs, _folder) = (started, workspace.Root);
        }

        if (_proxy is null)
            return null;

        await _proxy.BeginAsync(types, isOfSameModule: _module == workspace.Folder).ConfigureAwait(false);
        _module = workspace.Folder;
        return _proxy.Attachment;
    }

    /// <summary>
    /// For one apply of the root module that was planned last. From its first step on it works with the provider and without this process.
    /// </summary>
    /// <returns>What terraform attaches it by, and the folder to hold while it runs; null where it has to start its own.</returns>
    internal (string Attachment, string Held)? HandOver(Workspace workspace) =>
        OwnSession.CanHold && _folder == workspace.Root ? _proxy?.HandOver() : null;

    /// <summary>After an apply that has been left at its work: the provider ends with it.</summary>
    internal async Task LeaveAsync()
    {
        if (Interlocked.Exchange(ref _proxy, null) is { } proxy)
            await proxy.LeaveAsync().ConfigureAwait(false);
    }

    /// <summary>terraform links a root module's provider to where it is kept: of each root module it is another link to the same program.</summary>
    private static string Installed(string file) =>
        new DirectoryInfo(Path.GetDirectoryName(file)!).ResolveLinkTarget(returnFinalTarget: true) is { } folder
            ? Path.Combine(folder.FullName, Path.GetFileName(file))
            : file;

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _proxy, null) is { } proxy)
            await proxy.DisposeAsync().ConfigureAwait(false);
    }
}

namespace PrivateInvoke.Terraform;

/// <summary>
/// The AWS provider's process, kept from one plan of a root module to the next. Whoever has it ends it by disposing it.
/// </summary>
public sealed class KeptProvider(TimeProvider time) : IAsyncDisposable
{
    private ProviderProcess? _process;
    private ProviderProxy? _proxy;
    private string _startedAs = "";

    public KeptProvider()
        : this(TimeProvider.System)
    {
    }

    /// <param name="environment">What it reads AWS's address and the region from: with another one, it is another process.</param>
    /// <param name="types">Its types that the configuration names.</param>
    /// <param name="schemas">The folder where the schemas of each provider's program are kept.</param>
    /// <returns>What terraform attaches it by; null where each command has to start its own.</returns>
    internal async Task<string?> AttachAsync(
        string file, IReadOnlyDictionary<string, string?> environment, IReadOnlySet<string> types, string schemas, CancellationToken cancellationToken)
    {
        var variables = environment.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}");
        var started = string.Join('\n', [file, $"{File.GetLastWriteTimeUtc(file).Ticks}", .. variables]);
        if (_process is not { HasEnded: false } || _startedAs != started)
        {
            await DisposeAsync().ConfigureAwait(false);
            _process = await ProviderProcess.StartAsync(file, environment, time, cancellationToken).ConfigureAwait(false);
            _proxy = _process is null ? null : await ProviderProxy.StartAsync(_process.Attachment, ProviderSchemas.FileOf(file, schemas), cancellationToken).ConfigureAwait(false);
            _startedAs = started;
        }

        if (_proxy is null)
            return _process?.Attachment;

        _proxy.Types = types;
        return _proxy.Attachment;
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _proxy, null) is { } proxy)
            await proxy.DisposeAsync().ConfigureAwait(false);
        if (Interlocked.Exchange(ref _process, null) is { } process)
            await process.DisposeAsync().ConfigureAwait(false);
    }
}

namespace PrivateInvoke.Terraform;

/// <summary>
/// The AWS provider's process, kept from one plan of a root module to the next. Whoever has it ends it by disposing it.
/// </summary>
public sealed class KeptProvider(TimeProvider time) : IAsyncDisposable
{
    private ProviderProcess? _process;
    private string _startedAs = "";

    public KeptProvider()
        : this(TimeProvider.System)
    {
    }

    /// <param name="environment">What it reads AWS's address and the region from: with another one, it is another process.</param>
    /// <returns>What terraform attaches it by; null where each command has to start its own.</returns>
    internal async Task<string?> AttachAsync(
        string file, IReadOnlyDictionary<string, string?> environment, CancellationToken cancellationToken)
    {
        var variables = environment.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}");
        var started = string.Join('\n', [file, $"{File.GetLastWriteTimeUtc(file).Ticks}", .. variables]);
        if (_process is { HasEnded: false } running && _startedAs == started)
            return running.Attachment;

        await DisposeAsync().ConfigureAwait(false);
        _process = await ProviderProcess.StartAsync(file, environment, time, cancellationToken).ConfigureAwait(false);
        _startedAs = started;
        return _process?.Attachment;
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _process, null) is { } process)
            await process.DisposeAsync().ConfigureAwait(false);
    }
}

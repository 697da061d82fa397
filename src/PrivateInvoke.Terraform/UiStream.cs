using System.Text.Json;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Terraform;

/// <summary>Takes one JSON value out of a stream as it passes; it must take the whole value.</summary>
public delegate Task JsonHandler(JsonWalker json, CancellationToken cancellationToken);

/// <summary>The events of one command, read to the end.</summary>
internal sealed class UiStream(IProgress<TerraformProgress>? progress)
{
    private readonly List<TerraformDiagnostic> _diagnostics = [];
    private readonly List<string> _otherLines = [];
    private readonly TaskCompletionSource _interrupted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<TerraformDiagnostic> Diagnostics => _diagnostics;

    /// <summary>What was not JSON, such as a crash's report.</summary>
    public IReadOnlyList<string> OtherLines => _otherLines;

    /// <summary>The last event of a type, by type, for those that a command's result is made of.</summary>
    public Dictionary<string, JsonElement> Kept { get; } = [];

    /// <summary>Whether terraform says within this time that it has been interrupted.</summary>
    public async Task<bool> IsInterruptedAsync(TimeSpan patience, TimeProvider time)
    {
        await Task.WhenAny(_interrupted.Task, _interrupted.Task.WaitAsync(patience, time)).ConfigureAwait(false);
        return _interrupted.Task.IsCompleted;
    }

    /// <summary>Keys whose value is too large to hold.</summary>
    public Dictionary<string, JsonHandler> Handlers { get; } = [];

    public async Task ReadAsync(Stream output, CancellationToken cancellationToken)
    {
        var json = new JsonWalker(output);
        while (true)
        {
            try
            {
                if (!await json.ReadAsync(cancellationToken).ConfigureAwait(false))
                    return;

                if (json.Token == JsonTokenType.StartObject)
                    await ReadLineAsync(json, cancellationToken).ConfigureAwait(false);
                else
                    await json.SkipAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (JsonException)
            {
                if (await json.RecoverAsync(cancellationToken).ConfigureAwait(false) is not { } line)
                    return;

                if (_otherLines.Count < 100)
                    _otherLines.Add(line);
            }
        }
    }

    private async Task ReadLineAsync(JsonWalker json, CancellationToken cancellationToken)
    {
        var line = new Dictionary<string, JsonElement>();
        await foreach (var name in json.PropertiesAsync(cancellationToken).ConfigureAwait(false))
        {
            if (Handlers.TryGetValue(name, out var handler))
                await handler(json, cancellationToken).ConfigureAwait(false);
            else
                line[name] = await json.ValueAsync(cancellationToken).ConfigureAwait(false);
        }

        if (!line.TryGetValue("type", out var typed) || typed.GetString() is not { } type)
            return;

        if (line.TryGetValue(type == "change_summary" ? "changes" : type, out var kept) && type is "test_summary" or "change_summary")
            Kept[type] = kept;

        if (type == "log" && line.TryGetValue("@message", out var message) && message.GetString()!.Contains("Interrupt received", StringComparison.Ordinal))
            _interrupted.TrySetResult();

        if (UiEvent.Read(type, line) is not { } seen)
            return;

        if (seen is TerraformProgress.DiagnosticReported reported)
            _diagnostics.Add(reported.Diagnostic);

        progress?.Report(seen);
    }
}

using System.Globalization;
using System.Text;

namespace PrivateInvoke.Local.Lambda.Environments;

/// <summary>The log of one environment: hands each line on, and keeps the last 4 KB of the invocation under way.</summary>
internal sealed class EnvironmentLog(string function, string environment, TimeProvider time, Action<FunctionLogLine>? sink)
{
    private const int TailSize = 4 * 1024;

    private readonly Lock _gate = new();
    private readonly byte[] _tail = new byte[TailSize];
    private int _tailLength;
    private string? _requestId;

    public void Function(string text) => Write(FunctionLogSource.Function, text);

    public void Platform(string text) => Write(FunctionLogSource.Platform, text);

    /// <summary>About init: of no invocation, and not among the last words of a process.</summary>
    public void Init(string text) => Tell(FunctionLogSource.Platform, text, requestId: null);

    public void Start(string requestId, string version)
    {
        lock (_gate)
        {
            _requestId = requestId;
            _tailLength = 0;
        }

        Platform($"START RequestId: {requestId} Version: {version}");
    }

    public void End(string requestId, InvocationReport report)
    {
        Platform($"END RequestId: {requestId}");
        Platform(report.Text(requestId));
        lock (_gate)
        {
            if (_requestId == requestId)
                _requestId = null;
        }
    }

    public byte[] Tail()
    {
        lock (_gate)
            return _tail[.._tailLength];
    }

    private void Write(FunctionLogSource source, string text)
    {
        string? requestId;
        lock (_gate)
        {
            Keep(text);
            requestId = _requestId;
        }

        Tell(source, text, requestId);
    }

    private void Tell(FunctionLogSource source, string text, string? requestId)
    {
        try
        {
            sink?.Invoke(new FunctionLogLine(function, environment, requestId, source, time.GetUtcNow(), text));
        }
        catch (Exception)
        {
            // A log that cannot be written, as on a full disk, must not hold the invocation or end the thread that reads the output.
        }
    }

    private void Keep(string text)
    {
        if (text.Length >= TailSize)
            text = text[^(TailSize - 1)..];

        var size = Encoding.UTF8.GetByteCount(text) + 1;
        var bytes = size <= TailSize ? stackalloc byte[size] : new byte[size];
        Encoding.UTF8.GetBytes(text, bytes);
        bytes[^1] = (byte)'\n';
        if (size > TailSize)
            bytes = bytes[^TailSize..];

        var kept = Math.Min(_tailLength, TailSize - bytes.Length);
        _tail.AsSpan(_tailLength - kept, kept).CopyTo(_tail);
        bytes.CopyTo(_tail.AsSpan(kept));
        _tailLength = kept + bytes.Length;
    }
}

/// <param name="Init">Only with an environment's first invocation.</param>
/// <param name="PeakBytes">0 where it is not known.</param>
/// <param name="Status">Null when the function answered.</param>
internal sealed record InvocationReport(TimeSpan Duration, TimeSpan? Init, int MemorySize, long PeakBytes, string? Status)
{
    public string Text(string requestId)
    {
        // Init is billed since August 2025, and was always billed for custom runtimes.
        var billed = Math.Ceiling(Duration.TotalMilliseconds + (Init?.TotalMilliseconds ?? 0));
        var text = new StringBuilder(160);
        text.Append(CultureInfo.InvariantCulture, $"REPORT RequestId: {requestId}\tDuration: {Duration.TotalMilliseconds:0.00} ms\t");
        text.Append(CultureInfo.InvariantCulture, $"Billed Duration: {billed:0} ms\tMemory Size: {MemorySize} MB\t");
        text.Append(CultureInfo.InvariantCulture, $"Max Memory Used: {PeakBytes / (1024 * 1024)} MB");
        if (Init is { } init)
            text.Append(CultureInfo.InvariantCulture, $"\tInit Duration: {init.TotalMilliseconds:0.00} ms");
        if (Status is not null)
            text.Append(CultureInfo.InvariantCulture, $"\tStatus: {Status}");

        return text.ToString();
    }
}

using System.Diagnostics;

namespace PrivateInvoke.Local.Lambda;

/// <summary>One synchronous invoke.</summary>
public sealed record InvokeRequest
{
    /// <summary>JSON.</summary>
    public required ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>Version or alias; null is <c>$LATEST</c>.</summary>
    public string? Qualifier { get; init; }

    /// <summary>JSON, not base64: what the runtime is handed as <c>Lambda-Runtime-Client-Context</c>.</summary>
    public string? ClientContext { get; init; }

    /// <summary>An <c>X-Amzn-Trace-Id</c>; null makes one.</summary>
    public string? TraceId { get; init; }

    /// <summary>The OpenTelemetry span that it is a part of, which the payload names to the function.</summary>
    public ActivityContext Trace { get; init; }

    /// <summary>Null makes one.</summary>
    public string? RequestId { get; init; }

    /// <summary>
    /// Takes what the function streams; its outcome then has no payload. Null: the outcome has the whole response, streamed or not.
    /// </summary>
    public IResponseParts? Parts { get; init; }

    /// <summary>Whether the answer carries the end of the invocation's log, as <c>X-Amz-Log-Type: Tail</c> asks.</summary>
    public bool LogTail { get; init; }
}

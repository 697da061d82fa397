namespace PrivateInvoke.IntegrationTests.Conformance;

/// <summary>One invoke, as any client can send it.</summary>
public sealed record ClientRequest(string Function, string Payload = "{}")
{
    public string? Qualifier { get; init; }

    /// <summary><c>RequestResponse</c>, <c>Event</c> or <c>DryRun</c>.</summary>
    public string Type { get; init; } = "RequestResponse";

    /// <summary>InvokeWithResponseStream: the answer's payload is its parts with <c>|</c> between them.</summary>
    public bool Streams { get; init; }

    /// <summary>Of a stream: what the client fetches when it has the first part.</summary>
    public Uri? OnFirstPart { get; init; }

    public bool LogTail { get; init; }

    /// <summary>
    /// What the client's process is told as <c>_X_AMZN_TRACE_ID</c>, as a function's is: SDKs hand it on. Null: it is no function's.
    /// </summary>
    public string? TraceId { get; init; }

    /// <summary>JSON; the client encodes it.</summary>
    public string? ClientContext { get; init; }
}

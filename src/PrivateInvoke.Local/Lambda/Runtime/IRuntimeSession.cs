using PrivateInvoke.Local.Lambda.Environments;

namespace PrivateInvoke.Local.Lambda.Runtime;

/// <summary>Who stands behind a base address of the Runtime API: a process that was started here, or one that came by itself.</summary>
internal interface IRuntimeSession
{
    /// <returns>Null when the session, or this request for an event, has ended.</returns>
    ValueTask<Invocation?> NextAsync(CancellationToken cancellationToken);

    /// <returns>Who takes the response while it is still being sent; null when nobody does.</returns>
    IResponseParts? PartsOf(string requestId);

    /// <returns>False when no such invocation waits for an answer: never given, answered already, or its time was up.</returns>
    bool Answer(string requestId, InvokeOutcome outcome);

    /// <summary>Does what is left to do of an invocation once its runtime knows that the answer is taken.</summary>
    void Settle();

    /// <returns>False when init was over.</returns>
    bool FailInit(ReadOnlyMemory<byte> payload);
}

namespace PrivateInvoke.Local.Lambda.Environments;

/// <summary>One invocation on its way through a function; completed once, by whoever comes first: runtime, timeout or exit.</summary>
internal sealed class Invocation(string requestId, string traceId, string arn, InvokeRequest request)
{
    // Continuations run elsewhere: the runtime that answers must not do the work of the client that asked.
    private readonly TaskCompletionSource<InvokeOutcome> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private int _deliveries;

    public string RequestId { get; } = requestId;

    public string TraceId { get; } = traceId;

    /// <summary>As the client named it: with the qualifier.</summary>
    public string Arn { get; } = arn;

    public InvokeRequest Request { get; } = request;

    /// <summary>Unix milliseconds; set when a runtime takes it.</summary>
    public long Deadline { get; private set; }

    /// <summary>Timestamp of <see cref="TimeProvider"/>; set when a runtime takes it.</summary>
    public long TakenAt { get; private set; }

    public Task<InvokeOutcome> Outcome => _outcome.Task;

    /// <summary>Returns when it is done, or when the time is over.</summary>
    public async Task DoneWithinAsync(TimeSpan time, TimeProvider clock) =>
        await ((Task)Outcome.WaitAsync(time, clock)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>Timestamp; set when it begins to wait for an environment, and kept when it comes back from one that has ended.</summary>
    public long? WaitsSince { get; set; }

    /// <summary>
    /// Whether an environment has ended before it took it. A second time that is the answer: a program that asks for events and ends at
    /// once would be started for ever.
    /// </summary>
    public bool IsLastDelivery { get; private set; }

    /// <summary>It is meant for an environment that may end before it takes it.</summary>
    public void Deliver(TimeProvider time)
    {
        IsLastDelivery = ++_deliveries > 1;
        TakenAt = time.GetTimestamp();
    }

    public void Take(TimeProvider time, TimeSpan timeout)
    {
        TakenAt = time.GetTimestamp();
        Deadline = (time.GetUtcNow() + timeout).ToUnixTimeMilliseconds();
    }

    /// <summary>No environment takes it any more.</summary>
    public void EndWithHost() => Complete(new InvokeOutcome.Failed(FunctionFault.Exit, FaultPayload.Exited(RequestId, "the host is ending")));

    public void Complete(InvokeOutcome outcome) => _outcome.TrySetResult(outcome with { RequestId = RequestId });
}

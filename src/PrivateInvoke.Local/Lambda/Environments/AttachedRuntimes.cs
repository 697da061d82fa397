using PrivateInvoke.Local.Lambda.Runtime;

namespace PrivateInvoke.Local.Lambda.Environments;

/// <summary>
/// Runtimes of one function that somebody else started (a debugger, an IDE, another host) with
/// <c>AWS_LAMBDA_RUNTIME_API=127.0.0.1:PORT/FUNCTION</c>. While one is there, invocations go to it, and no process is started for
/// them. They have no timeout: a breakpoint may hold them for as long as it likes.
/// </summary>
internal sealed class AttachedRuntimes : IDisposable
{
    /// <summary>Between an answer and the next request for an event a runtime asks for nothing and is there all the same.</summary>
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);

    /// <summary>What a runtime is told of its deadline.</summary>
    private static readonly TimeSpan NoTimeout = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private readonly LinkedList<TaskCompletionSource<Invocation?>> _asking = [];
    private readonly Dictionary<string, Invocation> _given = new(StringComparer.Ordinal);
    private readonly LinkedList<Invocation> _waiting = [];
    private readonly FunctionSpec _function;
    private readonly TimeProvider _time;
    private readonly EnvironmentLog _log;
    private readonly Action<Invocation> _elsewhere;
    private readonly ITimer _leaving;
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _between;

    /// <param name="elsewhere">Takes the invocations that waited for a runtime that has left.</param>
    public AttachedRuntimes(FunctionSpec function, EnvironmentFactory factory, Action<Invocation> elsewhere)
    {
        _function = function;
        _time = factory.Time;
        _elsewhere = elsewhere;
        _log = new EnvironmentLog(function.Name, "attached", factory.Time, factory.Sink);
        _leaving = factory.Time.CreateTimer(_ => OnBetweenOver(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Somebody has asked for an event.</summary>
    public Task First => _first.Task;

    /// <returns>False when no runtime is attached.</returns>
    public bool TryGive(Invocation invocation) => TryGive(invocation, orWait: false);

    private bool TryGive(Invocation invocation, bool orWait)
    {
        TaskCompletionSource<Invocation?> asking;
        lock (_gate)
        {
            if (_asking.First is not { } first)
            {
                if (_given.Count == 0 && !_between && !orWait)
                    return false;

                _waiting.AddLast(invocation);
                return true;
            }

            asking = first.Value;
            _asking.RemoveFirst();
            Take(invocation);
        }

        asking.SetResult(invocation);
        return true;
    }

    /// <summary>For a runtime that is there or comes.</summary>
    public void Await(Invocation invocation) => TryGive(invocation, orWait: true);

    /// <returns>False when a runtime has it, or has answered it.</returns>
    public bool Withdraw(Invocation invocation)
    {
        lock (_gate)
            return _waiting.Remove(invocation);
    }

    /// <summary>When the host ends, those too that a runtime has: it may stand at a breakpoint.</summary>
    public Invocation[] TakeAll()
    {
        lock (_gate)
        {
            Invocation[] all = [.. _waiting, .. _given.Values];
            _waiting.Clear();
            _given.Clear();
            return all;
        }
    }

    /// <param name="connectionClosed">Of the connection on which the runtime asks: when that goes, the runtime may have.</param>
    public IRuntimeSession Session(CancellationToken connectionClosed) => new Connection(this, connectionClosed);

    public void Dispose() => _leaving.Dispose();

    private async ValueTask<Invocation?> NextAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource<Invocation?> asking;
        _first.TrySetResult();
        lock (_gate)
        {
            _between = false;
            if (_waiting.First is { } waiting)
            {
                _waiting.RemoveFirst();
                Take(waiting.Value);
                return waiting.Value;
            }

            asking = new TaskCompletionSource<Invocation?>(TaskCreationOptions.RunContinuationsAsynchronously);
            _asking.AddLast(asking);
        }

        await using var hungUp = cancellationToken.UnsafeRegister(_ => StopAsking(asking), null);
        return await asking.Task;
    }

    private bool Answer(string requestId, InvokeOutcome outcome)
    {
        Invocation? invocation;
        lock (_gate)
        {
            if (!_given.Remove(requestId, out invocation))
                return false;

            _between = true;
            _leaving.Change(Between, Timeout.InfiniteTimeSpan);
        }

        _log.End(requestId, new InvocationReport(
            _time.GetElapsedTime(invocation.TakenAt), Init: null, _function.MemorySize, PeakBytes: 0, Status: null));
        invocation.Complete(invocation.Request.LogTail ? outcome with { LogTail = _log.Tail() } : outcome);
        return true;
    }

    private IResponseParts? PartsOf(string requestId)
    {
        lock (_gate)
            return _given.GetValueOrDefault(requestId)?.Request.Parts;
    }

    private void Take(Invocation invocation)
    {
        _given[invocation.RequestId] = invocation;
        invocation.Take(_time, NoTimeout);
        _log.Start(invocation.RequestId, _function.VersionOf(invocation.Request.Qualifier));
    }

    private void StopAsking(TaskCompletionSource<Invocation?> asking)
    {
        lock (_gate)
        {
            if (!_asking.Remove(asking))
                return;
        }

        asking.SetResult(null);
        Leave();
    }

    private void OnBetweenOver()
    {
        lock (_gate)
            _between = false;
        Leave();
    }

    private void Leave()
    {
        Invocation[] left;
        lock (_gate)
        {
            if (_asking.Count > 0 || _given.Count > 0 || _between)
                return;

            left = [.. _waiting];
            _waiting.Clear();
        }

        foreach (var invocation in left)
            _elsewhere(invocation);
    }

    /// <summary>A client that opens a connection for each request is not gone with it: it has the function's timeout to answer.</summary>
    private async Task AbandonAsync(Invocation invocation)
    {
        await invocation.DoneWithinAsync(_function.Timeout, _time);
        lock (_gate)
        {
            if (!_given.Remove(invocation.RequestId))
                return;
        }

        _log.Platform($"RequestId: {invocation.RequestId} Error: the attached runtime has left");
        invocation.Complete(new InvokeOutcome.Failed(
            FunctionFault.Exit, FaultPayload.Exited(invocation.RequestId, "the attached runtime has left")));
        Leave();
    }

    private sealed class Connection(AttachedRuntimes runtimes, CancellationToken closed) : IRuntimeSession
    {
        public async ValueTask<Invocation?> NextAsync(CancellationToken cancellationToken)
        {
            var invocation = await runtimes.NextAsync(cancellationToken);
            if (invocation is not null)
                _ = AbandonWithConnectionAsync(invocation);
            return invocation;
        }

        /// <summary>A connection outlives many invocations, and must not keep what it has no more to do with.</summary>
        private async Task AbandonWithConnectionAsync(Invocation invocation)
        {
            await using var registration = closed.UnsafeRegister(_ => _ = runtimes.AbandonAsync(invocation), null);
            await invocation.Outcome;
        }

        public IResponseParts? PartsOf(string requestId) => runtimes.PartsOf(requestId);

        public bool Answer(string requestId, InvokeOutcome outcome) => runtimes.Answer(requestId, outcome);

        public void Settle()
        {
        }

        public bool FailInit(ReadOnlyMemory<byte> payload)
        {
            runtimes._log.Platform($"INIT_REPORT Status: error {System.Text.Encoding.UTF8.GetString(payload.Span)}");
            return true;
        }
    }
}

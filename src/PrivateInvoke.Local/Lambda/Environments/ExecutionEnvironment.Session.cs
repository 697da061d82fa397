namespace PrivateInvoke.Local.Lambda.Environments;

/// <summary>The environment as its runtime sees it, at the other end of the Runtime API.</summary>
internal sealed partial class ExecutionEnvironment
{
    public ValueTask<Invocation?> NextAsync(CancellationToken cancellationToken)
    {
        Settle();
        TaskCompletionSource<Invocation?> asking;
        TaskCompletionSource<Invocation?>? superseded;
        lock (_gate)
        {
            if (_phase is Phase.Ended)
                return ValueTask.FromResult<Invocation?>(null);

            if (_phase is Phase.Starting)
            {
                _phase = Phase.Idle;
                _alarm.Set(Timeout.InfiniteTimeSpan);
                _init.TrySetResult(new InitResult.Ready(_shop.Time.GetElapsedTime(_startedAt)));
            }

            if (_assigned is { } invocation)
            {
                _assigned = null;
                Take(invocation);
                return ValueTask.FromResult<Invocation?>(invocation);
            }

            superseded = _asking;
            // Continues on the thread that brings the invocation: one hop less in each invoke.
            _asking = asking = new TaskCompletionSource<Invocation?>();
        }

        superseded?.SetResult(null);
        return WaitAsync(asking, cancellationToken);
    }

    public IResponseParts? PartsOf(string requestId)
    {
        lock (_gate)
            return _current?.RequestId == requestId ? _current.Request.Parts : null;
    }

    public bool Answer(string requestId, InvokeOutcome outcome)
    {
        Invocation invocation;
        lock (_gate)
        {
            if (_current is null || _current.RequestId != requestId)
                return false;

            invocation = _current;
            _current = null;
            _phase = Phase.Idle;
            _alarm.Set(Timeout.InfiniteTimeSpan);
        }

        var duration = _shop.Time.GetElapsedTime(invocation.TakenAt);
        if (invocation.Request.LogTail)
        {
            Finish(invocation, duration, status: null);
            outcome = outcome with { LogTail = Log.Tail() };
        }
        else
        {
            lock (_gate)
                _answered = (invocation, duration);
        }

        // Free before the client knows: its next invoke must find this environment, not start another.
        _owner.Free(this);
        invocation.Complete(outcome);
        return true;
    }

    public void Settle()
    {
        (Invocation Invocation, TimeSpan Duration) answered;
        lock (_gate)
        {
            if (_answered is not { } waiting)
                return;

            answered = waiting;
            _answered = null;
        }

        Finish(answered.Invocation, answered.Duration, status: null);
    }

    public bool FailInit(ReadOnlyMemory<byte> payload) => _init.TrySetResult(new InitResult.Reported(payload));

    private async ValueTask<Invocation?> WaitAsync(TaskCompletionSource<Invocation?> asking, CancellationToken cancellationToken)
    {
        await using var hungUp = cancellationToken.UnsafeRegister(_ => StopAsking(asking), null);
        return await asking.Task;
    }

    private void StopAsking(TaskCompletionSource<Invocation?> asking)
    {
        lock (_gate)
        {
            if (_asking != asking)
                return;

            _asking = null;
        }

        asking.SetResult(null);
    }

    private void Take(Invocation invocation)
    {
        _current = invocation;
        invocation.Take(_shop.Time, _function.Timeout);
        _alarm.Set(InvokeTimeout);
        Log.Start(invocation.RequestId, _function.VersionOf(invocation.Request.Qualifier));
    }

    private void Finish(Invocation invocation, TimeSpan duration, string? status)
    {
        _process!.Drain();
        Log.End(invocation.RequestId, new InvocationReport(
            duration, _initToReport, _function.MemorySize, _process.PeakMemory(_shop.Time), status));
        _initToReport = null;
    }
}

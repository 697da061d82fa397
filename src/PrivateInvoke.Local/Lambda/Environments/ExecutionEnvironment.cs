using PrivateInvoke.Local.Lambda.Isolation;
using PrivateInvoke.Local.Lambda.Runtime;

namespace PrivateInvoke.Local.Lambda.Environments;

/// <summary>
/// One process running one function, one invocation at a time. Everything that happens to it (its runtime asks or answers, its time
/// is up, it ends) takes the lock, sees what state it is in, and acts after the lock.
/// </summary>
internal sealed class ExecutionEnvironment : IRuntimeSession, IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly EnvironmentFactory _factory;
    private readonly FunctionSpec _function;
    private readonly string _version;
    private readonly IEnvironmentOwner _owner;
    private readonly Alarm _alarm;
    private readonly TaskCompletionSource<InitResult> _init = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Phase _phase = Phase.Starting;
    private Invocation? _assigned;
    private Invocation? _current;
    private (Invocation Invocation, TimeSpan Duration)? _answered;
    private TaskCompletionSource<Invocation?>? _asking;
    private long _startedAt;
    private TimeSpan? _initToReport;
    private RuntimeAddress? _address;
    private FunctionProcess? _process;
    private IsolatedNetwork? _network;

    /// <param name="version">That it runs, as in Lambda: an environment never serves two.</param>
    public ExecutionEnvironment(EnvironmentFactory factory, FunctionSpec function, string version, IEnvironmentOwner owner)
    {
        _factory = factory;
        _function = function;
        _version = version;
        _owner = owner;
        _alarm = new Alarm(factory.Time, OnAlarm);
        Id = Guid.NewGuid().ToString("N");
        Log = new EnvironmentLog(function.Name, Id, factory.Time, factory.Sink);
    }

    private enum Phase
    {
        Starting,
        Idle,
        Busy,
        Ended,
    }

    public string Id { get; }

    public EnvironmentLog Log { get; }

    /// <summary>Of the code it was started from; see <see cref="FunctionStamp"/>.</summary>
    public long Stamp { get; private set; }

    public bool IsDebugged => _process?.IsDebugged is true;

    private TimeSpan InvokeTimeout => _factory.NoTimeouts ? Timeout.InfiniteTimeSpan : _function.Timeout;

    /// <summary>Starts the process and waits until its runtime asks for the first event. When it does not, the process is ended.</summary>
    public async Task<InitResult> StartAsync(FunctionCode.Process code, TimeSpan timeout)
    {
        try
        {
            var (program, problem) = FunctionProgram.Find(code);
            if (program is null)
                return new InitResult.NoProcess(problem!);

            Stamp = FunctionStamp.Of(code);
            _startedAt = _factory.Time.GetTimestamp();
            Log.Init($"INIT_START Runtime Version: {_function.Runtime}");
            _address = await _factory.Runtime.OpenAsync(this);
            await StartProcessAsync(program, code);
        }
        catch (Exception e)
        {
            // No file descriptor, no thread, a variable that no process can have: whatever it is, an invocation waits for the answer.
            await DisposeAsync();
            return new InitResult.NoProcess($"{code.FileName} does not start: {e.Message}");
        }

        lock (_gate)
        {
            if (_phase is Phase.Starting)
                _alarm.Set(_factory.NoTimeouts ? Timeout.InfiniteTimeSpan : timeout);
            else if (_phase is Phase.Ended)
                _process!.Kill();
        }

        var result = await _init.Task;
        if (result is InitResult.Ready ready)
        {
            _initToReport = ready.Duration;
            return result;
        }

        var duration = _factory.Time.GetElapsedTime(_startedAt);
        await DisposeAsync();
        Log.Init(FormattableString.Invariant(
            $"INIT_REPORT Init Duration: {duration.TotalMilliseconds:0.00} ms\tPhase: init\tStatus: {(result is InitResult.TimedOut ? "timeout" : "error")}"));
        return result;
    }

    /// <summary>Gives it an invocation; refused when it has ended meanwhile.</summary>
    public bool TryAssign(Invocation invocation)
    {
        TaskCompletionSource<Invocation?>? asking;
        lock (_gate)
        {
            if (_phase is not Phase.Idle)
                return false;

            _phase = Phase.Busy;
            _alarm.Set(InvokeTimeout);
            asking = _asking;
            if (asking is null)
            {
                invocation.Deliver(_factory.Time);
                _assigned = invocation;
                return true;
            }

            _asking = null;
            Take(invocation);
        }

        asking.SetResult(invocation);
        return true;
    }

    /// <summary>Nobody needs it now; it ends itself after a time.</summary>
    public void Rest()
    {
        lock (_gate)
        {
            if (_phase is Phase.Idle)
                _alarm.Set(_factory.IdleTime);
        }
    }

    public async ValueTask DisposeAsync()
    {
        End();
        if (_address is not null)
            await _address.DisposeAsync();
        if (_process is not null)
            await _process.Gone;
        else if (_network is not null)
            await _network.DisposeAsync();
    }

    private async Task StartProcessAsync(string program, FunctionCode.Process code)
    {
        var now = _factory.Time.GetUtcNow();
        var variables = EnvironmentVariables.For(
            _function,
            _version,
            _factory.Credentials(_function.Name),
            FormattableString.Invariant($"{now:yyyy/MM/dd}/[{_version}]{Id}"),
            code.WorkingDirectory,
            _address!.HostAndPort,
            _factory.Added(_function.Name));
        var start = FunctionProgram.Start(program, code, variables, _factory.Watch);
        if (_factory.Openings(_function.Name) is { } openings)
        {
            _network = new IsolatedNetwork([_factory.Runtime.Opening(_address, this), .. openings]);
            start = _network.Inside(start);
        }

        _process = await FunctionProcess.StartAsync(_factory, start, Id, Log.Function);
        _process.LimitMemory(_factory.Memory, _function.MemorySize, used => Log.Platform(FormattableString.Invariant(
            $"{used / (1024 * 1024)} MB are in use, and memory_size is {_function.MemorySize} MB: Lambda kills the process.")));
        _ = WatchAsync(_process);

        // Not waited for: what furnishes the network may hang, and the init's time has to run meanwhile.
        if (_network is not null)
            _ = OpenNetworkAsync(_network, _process.Id);
    }

    private async Task OpenNetworkAsync(IsolatedNetwork network, int process)
    {
        try
        {
            await network.OpenAsync(process);
        }
        catch (Exception e)
        {
            _init.TrySetResult(new InitResult.NoProcess($"its network does not open: {e.Message}"));
        }
    }

    private async Task WatchAsync(FunctionProcess process)
    {
        var exitCode = await process.Exited;
        try
        {
            OnExit(process, exitCode);
        }
        finally
        {
            process.CleanUp();
            if (_network is not null)
                await _network.DisposeAsync();
            await _address!.DisposeAsync();
        }
    }

    private void OnAlarm()
    {
        Phase phase;
        lock (_gate)
        {
            if (_phase is Phase.Ended || !_alarm.IsDue())
                return;

            // Somebody stands at a breakpoint.
            if (_phase is not Phase.Idle && IsDebugged)
            {
                _alarm.Set(_alarm.Due);
                return;
            }

            phase = _phase;
        }

        if (phase is Phase.Starting)
            _init.TrySetResult(new InitResult.TimedOut(_alarm.Due));
        else if (phase is Phase.Idle)
            _owner.Idle(this);
        else if (phase is Phase.Busy)
            OnTimeout();
    }

    private void OnTimeout()
    {
        Invocation? invocation;
        lock (_gate)
        {
            if (_phase is not Phase.Busy)
                return;

            _phase = Phase.Ended;
            invocation = _current ?? _assigned;
            _current = _assigned = null;
        }

        if (invocation is not null)
        {
            _process!.Drain();
            Log.Platform(FormattableString.Invariant(
                $"{_factory.Time.GetUtcNow():yyyy-MM-ddTHH:mm:ss.fffZ} {invocation.RequestId} {FaultPayload.TimedOutText(_function.Timeout)}"));
            Finish(invocation, _function.Timeout, "timeout");
            Complete(invocation, new InvokeOutcome.Failed(
                FunctionFault.Timeout, FaultPayload.TimedOut(invocation.RequestId, _function.Timeout)));
        }

        _owner.Ended(this, undelivered: null);
        End();
    }

    private void OnExit(FunctionProcess process, int exitCode)
    {
        Invocation? invocation;
        Invocation? undelivered;
        Phase before;
        lock (_gate)
        {
            before = _phase;
            _phase = Phase.Ended;
            invocation = _current;
            undelivered = _assigned;
            _current = _assigned = null;

            if (undelivered is { IsLastDelivery: true })
                (invocation, undelivered) = (undelivered, null);
        }

        // Its last words come before what became of it.
        Settle();
        process.Drain();
        var exit = ProcessExit.Text(exitCode);
        _init.TrySetResult(new InitResult.Exited(exit));
        if (invocation is not null)
        {
            Log.Platform($"RequestId: {invocation.RequestId} Error: {exit}");
            Finish(invocation, _factory.Time.GetElapsedTime(invocation.TakenAt), "error");
            Complete(invocation, new InvokeOutcome.Failed(FunctionFault.Exit, FaultPayload.Exited(invocation.RequestId, exit)));
        }

        if (before is not (Phase.Ended or Phase.Starting))
            _owner.Ended(this, undelivered);
        _alarm.Dispose();
    }

    private void Complete(Invocation invocation, InvokeOutcome outcome) =>
        invocation.Complete(invocation.Request.LogTail ? outcome with { LogTail = Log.Tail() } : outcome);

    /// <summary>Kills the process, when there is one; <see cref="WatchAsync"/> does the rest.</summary>
    private void End()
    {
        TaskCompletionSource<Invocation?>? asking;
        lock (_gate)
        {
            _phase = Phase.Ended;
            asking = _asking;
            _asking = null;
        }

        _alarm.Dispose();
        // The process first: a runtime that lives to see its connection close has much to say about it.
        _process?.Kill();
        asking?.SetResult(null);
    }

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
                _init.TrySetResult(new InitResult.Ready(_factory.Time.GetElapsedTime(_startedAt)));
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

        var duration = _factory.Time.GetElapsedTime(invocation.TakenAt);
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
        invocation.Take(_factory.Time, _function.Timeout);
        _alarm.Set(InvokeTimeout);
        Log.Start(invocation.RequestId, _version);
    }

    private void Finish(Invocation invocation, TimeSpan duration, string? status)
    {
        _process!.Drain();
        Log.End(invocation.RequestId, new InvocationReport(
            duration, _initToReport, _function.MemorySize, _process.PeakMemory(_factory.Time), status));
        _initToReport = null;
    }
}

namespace PrivateInvoke.Local.Lambda.Environments;

/// <summary>
/// The environments of one version of a function. An invocation takes the one that was used last; when none is free it waits, and
/// environments are started: at once as many as there are cores, further ones only when somebody has waited for about as long as a start
/// takes, since each start costs a core for hundreds of invocations' time.
/// </summary>
internal sealed class FunctionPool : IEnvironmentOwner, IAsyncDisposable
{
    private static readonly TimeSpan LeastPatience = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan MostPatience = TimeSpan.FromMilliseconds(250);

    /// <summary>What two inits take beyond their own times: an invocation whose own these are gets its answer from them.</summary>
    private static readonly TimeSpan StartMargin = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly EnvironmentFactory _factory;
    private readonly FunctionSpec _function;
    private readonly FunctionCode.Process _code;
    private readonly FunctionStamp _stamp;
    private readonly string _version;
    private readonly TimeSpan _initTimeout;
    private readonly int _maxProcesses;
    private readonly List<ExecutionEnvironment> _free = [];
    private readonly HashSet<ExecutionEnvironment> _all = [];
    private readonly LinkedList<Invocation> _waiting = [];
    private readonly ITimer _impatience;
    private readonly HashSet<ExecutionEnvironment> _starts = [];
    private readonly HashSet<ExecutionEnvironment> _leaving = [];
    private TimeSpan _patience = LeastPatience;
    private int _starting;
    private bool _closed;

    public FunctionPool(EnvironmentFactory factory, FunctionSpec function, FunctionCode.Process code, string version, LambdaOptions options)
    {
        _factory = factory;
        _function = function;
        _code = code;
        _stamp = new FunctionStamp(code, factory.Time);
        _version = version;
        _initTimeout = options.InitTimeout;
        _maxProcesses = Math.Max(1, Math.Min(options.MaxProcesses, function.ReservedConcurrency ?? int.MaxValue));
        _impatience = factory.Time.CreateTimer(_ => OnImpatience(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Starts an environment without an invocation.</summary>
    public async Task<WarmResult> WarmAsync()
    {
        lock (_gate)
            _starting++;
        var (environment, result) = await StartAsync(_initTimeout);
        // As in Lambda: init again; and as no invocation waits for it, a machine that is busy may take its time.
        if (result is InitResult.TimedOut)
            (environment, result) = await StartAsync(_initTimeout * 6);
        Started(environment, result, tellSomebody: false);
        return result is InitResult.Ready ready
            ? new WarmResult.Ready(ready.Duration)
            : new WarmResult.NotReady(result.Problem, System.Text.Encoding.UTF8.GetString(environment.Log.Tail()));
    }

    public void Free(ExecutionEnvironment environment)
    {
        Invocation next;
        lock (_gate)
        {
            if (_closed || _waiting.First is not { } first)
            {
                _free.Add(environment);
                environment.Rest();
                return;
            }

            next = first.Value;
            _waiting.RemoveFirst();
        }

        if (environment.TryAssign(next))
            return;

        // It ended in this moment, and Ended takes it out.
        next.Deliver(_factory.Time);
        if (next.IsLastDelivery)
            next.Complete(new InvokeOutcome.Failed(FunctionFault.Exit, FaultPayload.Exited(next.RequestId, ProcessExit.Text(0))));
        else
            Queue(next, first: true);
        Grow(impatient: false);
    }

    public void Idle(ExecutionEnvironment environment)
    {
        lock (_gate)
        {
            if (!_free.Contains(environment))
                return;

            Leaves(environment);
        }

        _ = LetGoAsync(environment);
    }

    public void Ended(ExecutionEnvironment environment, Invocation? undelivered)
    {
        Retire(environment);
        if (undelivered is not null)
            Dispatch(undelivered, first: true);
        Grow(impatient: false);
    }

    public async ValueTask DisposeAsync()
    {
        ExecutionEnvironment[] all;
        Invocation[] waiting;
        lock (_gate)
        {
            _closed = true;
            // Those that ended before, too: what they leave behind is still being removed.
            all = [.. _all, .. _starts, .. _leaving];
            waiting = [.. _waiting];
            _waiting.Clear();
        }

        await _impatience.DisposeAsync();
        foreach (var invocation in waiting)
            invocation.EndWithHost();
        await Task.WhenAll(all.Select(environment => environment.DisposeAsync().AsTask()));
    }

    public void Dispatch(Invocation invocation) => Dispatch(invocation, first: false);

    /// <param name="first">It has waited before, and keeps its place.</param>
    private void Dispatch(Invocation invocation, bool first)
    {
        while (TakeFree() is { } environment)
        {
            // Built again since it was started: the next invoke runs the new code.
            if (environment.Stamp != _stamp.Now())
                Retire(environment);
            else if (environment.TryAssign(invocation))
                return;
        }

        Queue(invocation, first);
        Grow(impatient: false);
    }

    private void Queue(Invocation invocation, bool first)
    {
        invocation.WaitsSince ??= _factory.Time.GetTimestamp();
        lock (_gate)
        {
            if (!_closed)
            {
                if (first)
                    _waiting.AddFirst(invocation);
                else
                    _waiting.AddLast(invocation);
                return;
            }
        }

        invocation.EndWithHost();
    }

    private ExecutionEnvironment? TakeFree()
    {
        lock (_gate)
        {
            if (_free.Count == 0)
                return null;

            var environment = _free[^1];
            _free.RemoveAt(_free.Count - 1);
            return environment;
        }
    }

    private void Retire(ExecutionEnvironment environment)
    {
        lock (_gate)
            Leaves(environment);
        _ = LetGoAsync(environment);
    }

    /// <summary>Under the lock, in one step: an end of the host in between would wait for it nowhere.</summary>
    private void Leaves(ExecutionEnvironment environment)
    {
        _free.Remove(environment);
        _all.Remove(environment);
        _leaving.Add(environment);
    }

    private async Task LetGoAsync(ExecutionEnvironment environment)
    {
        await environment.DisposeAsync();
        lock (_gate)
            _leaving.Remove(environment);
    }

    /// <summary>Starts what the waiting invocations need.</summary>
    private void Grow(bool impatient)
    {
        var starts = 0;
        lock (_gate)
        {
            if (_closed || _waiting.Count == 0)
                return;

            var cores = System.Environment.ProcessorCount;
            var most = impatient ? _maxProcesses : Math.Min(cores, _maxProcesses);
            while (_starting < Math.Min(_waiting.Count, cores) && _all.Count + _starting < most)
            {
                _starting++;
                starts++;
            }

            _impatience.Change(_patience, Timeout.InfiniteTimeSpan);
        }

        for (; starts > 0; starts--)
            _ = StartOneAsync();
    }

    private void OnImpatience()
    {
        bool waitedLong;
        lock (_gate)
        {
            waitedLong = _waiting.First is { } first
                && Waited(first.Value) + TimeSpan.FromMilliseconds(2) >= _patience;
        }

        FailOverdue();
        Grow(impatient: waitedLong);
    }

    /// <summary>
    /// In Lambda each invocation has an init of its own, which is over after its time and that of the function. Here inits wait for
    /// cores: while none has succeeded, an invocation waits no longer than for its own.
    /// </summary>
    private void FailOverdue()
    {
        var overdue = new List<Invocation>();
        lock (_gate)
        {
            if (_factory.NoTimeouts || _all.Count > 0 || _starts.Any(environment => environment.IsDebugged))
                return;

            while (_waiting.First is { } first && Waited(first.Value) >= _initTimeout + _function.Timeout + StartMargin)
            {
                overdue.Add(first.Value);
                _waiting.RemoveFirst();
            }
        }

        foreach (var invocation in overdue)
            invocation.Complete(new InitResult.TimedOut(_function.Timeout).Outcome(invocation.RequestId));
    }

    private TimeSpan Waited(Invocation invocation) => _factory.Time.GetElapsedTime(invocation.WaitsSince ?? _factory.Time.GetTimestamp());

    private async Task StartOneAsync()
    {
        var (environment, result) = await StartAsync(_initTimeout);
        if (result is InitResult.Exited or InitResult.TimedOut or InitResult.Reported)
        {
            // As in Lambda: init again, now as part of the invocation and within the function's own timeout.
            (environment, result) = await StartAsync(_function.Timeout);
        }

        Started(environment, result, tellSomebody: true);
    }

    private async Task<(ExecutionEnvironment, InitResult)> StartAsync(TimeSpan timeout)
    {
        var environment = new ExecutionEnvironment(_factory, _function, _version, this);
        lock (_gate)
        {
            if (_closed)
                return (environment, new InitResult.NoProcess("the host is ending"));

            _starts.Add(environment);
        }

        var result = await environment.StartAsync(_code, timeout);
        if (result is not InitResult.Ready)
        {
            lock (_gate)
                _starts.Remove(environment);
        }

        return (environment, result);
    }

    private void Started(ExecutionEnvironment environment, InitResult result, bool tellSomebody)
    {
        Invocation? disappointed = null;
        bool closed;
        lock (_gate)
        {
            _starting--;
            _starts.Remove(environment);
            closed = _closed;
            if (result is InitResult.Ready ready)
            {
                _all.Add(environment);
                _patience = TimeSpan.FromTicks(Math.Clamp(ready.Duration.Ticks, LeastPatience.Ticks, MostPatience.Ticks));
            }
            else if (tellSomebody && _waiting.First is { } first)
            {
                disappointed = first.Value;
                _waiting.RemoveFirst();
            }
        }

        if (closed)
        {
            Retire(environment);
            return;
        }

        if (result is InitResult.Ready)
            Free(environment);

        disappointed?.Complete(result.Outcome(disappointed.RequestId));
        Grow(impatient: false);
    }
}

namespace PrivateInvoke.Local.Lambda.Environments;

/// <summary>
/// The environments of one function: those of <c>$LATEST</c> here, those of each published version in a pool of its own. An invocation takes the one that was used last; when none is free it waits, and environments
/// are started: at once as many as there are cores, further ones only when somebody has waited for about as long as a start takes,
/// since each start costs a core for hundreds of invocations' time.
/// </summary>
internal sealed class FunctionPool : IEnvironmentOwner, IAsyncDisposable
{
    private static readonly TimeSpan LeastPatience = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan MostPatience = TimeSpan.FromMilliseconds(250);

    /// <summary>What two inits take beyond their own times: an invocation whose own these are gets its answer from them.</summary>
    private static readonly TimeSpan StartMargin = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly EnvironmentFactory _shop;
    private readonly Concurrency _concurrency;
    private readonly TimeSpan _initTimeout;
    private readonly int _maxProcesses;
    private readonly List<ExecutionEnvironment> _free = [];
    private readonly HashSet<ExecutionEnvironment> _all = [];
    private readonly LinkedList<Invocation> _waiting = [];
    private readonly ITimer _impatience;
    private readonly HashSet<ExecutionEnvironment> _starts = [];
    private readonly HashSet<ExecutionEnvironment> _leaving = [];
    private readonly Dictionary<string, FunctionPool> _published = new(StringComparer.Ordinal);
    private readonly LambdaOptions _options;
    private readonly string _version;
    private TimeSpan _patience = LeastPatience;
    private int _starting;
    private int _running;
    private bool _closed;

    public FunctionPool(
        EnvironmentFactory shop, FunctionSpec function, Concurrency concurrency, LambdaOptions options, string version = FunctionSpec.Latest)
    {
        _shop = shop;
        _options = options;
        _version = version;
        Function = function;
        _concurrency = concurrency;
        _initTimeout = options.InitTimeout;
        _maxProcesses = Math.Max(1, Math.Min(options.MaxProcesses, function.ReservedConcurrency ?? int.MaxValue));
        Attached = new AttachedRuntimes(function, shop, Dispatch);
        _impatience = shop.Time.CreateTimer(_ => OnImpatience(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public FunctionSpec Function { get; }

    public AttachedRuntimes Attached { get; }

    public async ValueTask<InvokeOutcome> InvokeAsync(InvokeRequest request)
    {
        var requestId = request.RequestId ?? Guid.NewGuid().ToString();
        var (traceId, times) = Lineage.Through(TraceId.Of(request.TraceId, _shop.Time), Function.Arn);
        if (times > Lineage.Most && !Function.AllowsRecursiveLoop)
            return new InvokeOutcome.Recursive { RequestId = requestId };

        if (_concurrency.Enter(Function.ReservedConcurrency, ref _running) is { } reason)
            return new InvokeOutcome.Throttled(reason) { RequestId = requestId };

        try
        {
            var arn = request.Qualifier is null ? Function.Arn : $"{Function.Arn}:{request.Qualifier}";
            var invocation = new Invocation(requestId, traceId, arn, request);
            if (!Attached.TryGive(invocation))
                Dispatch(invocation);
            return await invocation.Outcome;
        }
        finally
        {
            _concurrency.Leave(Function.ReservedConcurrency, ref _running);
        }
    }

    /// <summary>Starts an environment without an invocation.</summary>
    public async Task<WarmResult> WarmAsync()
    {
        if (Function.Code is not FunctionCode.Process code)
            return new WarmResult.NotReady(NoCode, "");

        lock (_gate)
            _starting++;
        var (environment, result) = await StartAsync(code, _initTimeout);
        // As in Lambda: init again; and as no invocation waits for it, a machine that is busy may take its time.
        if (result is InitResult.TimedOut)
            (environment, result) = await StartAsync(code, _initTimeout * 6);
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
        next.Deliver(_shop.Time);
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
        FunctionPool[] published;
        lock (_gate)
        {
            _closed = true;
            published = [.. _published.Values];
            // Those that ended before, too: what they leave behind is still being removed.
            all = [.. _all, .. _starts, .. _leaving];
            waiting = [.. _waiting, .. Attached.TakeAll()];
            _waiting.Clear();
        }

        await _impatience.DisposeAsync();
        Attached.Dispose();
        foreach (var invocation in waiting)
            FailClosed(invocation);
        await Task.WhenAll(all.Select(environment => environment.DisposeAsync()).Concat(published.Select(pool => pool.DisposeAsync())).Select(end => end.AsTask()));
    }

    private string NoCode => Function.Code is FunctionCode.Missing missing
        ? $"no code here: {missing.Why}"
        : $"no runtime has attached: start {((FunctionCode.Attached)Function.Code).By}";

    private void Dispatch(Invocation invocation) => Dispatch(invocation, first: false);

    /// <param name="first">It has waited before, and keeps its place.</param>
    private void Dispatch(Invocation invocation, bool first)
    {
        if (Function.Code is FunctionCode.Attached)
        {
            _ = AwaitRuntimeAsync(invocation);
            return;
        }

        if (Function.Code is not FunctionCode.Process code)
        {
            invocation.Complete(new InitResult.NoProcess(NoCode).Outcome(invocation.RequestId));
            return;
        }

        if (Function.VersionOf(invocation.Request.Qualifier) is var version && version != _version)
        {
            Published(version).Dispatch(invocation);
            return;
        }

        while (TakeFree() is { } environment)
        {
            // Built again since it was started: the next invoke runs the new code.
            if (environment.Stamp != FunctionProgram.Stamp(code))
                Retire(environment);
            else if (environment.TryAssign(invocation))
                return;
        }

        Queue(invocation, first);
        Grow(impatient: false);
    }

    private void Queue(Invocation invocation, bool first)
    {
        invocation.WaitsSince ??= _shop.Time.GetTimestamp();
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

        FailClosed(invocation);
    }

    private FunctionPool Published(string version)
    {
        lock (_gate)
        {
            if (!_published.TryGetValue(version, out var pool))
            {
                _published[version] = pool = new FunctionPool(_shop, Function, _concurrency, _options, version);
                pool._closed = _closed;
            }

            return pool;
        }
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

    /// <summary>What starts the runtime has as long as Lambda gives an init.</summary>
    private async Task AwaitRuntimeAsync(Invocation invocation)
    {
        Attached.Await(invocation);
        await invocation.DoneWithinAsync(_initTimeout, _shop.Time);
        if (Attached.Withdraw(invocation))
            invocation.Complete(new InitResult.NoProcess(NoCode).Outcome(invocation.RequestId));
    }

    private static void FailClosed(Invocation invocation) => invocation.Complete(new InvokeOutcome.Failed(
        FunctionFault.Exit, FaultPayload.Exited(invocation.RequestId, "the host is ending")));

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
            _ = StartOneAsync((FunctionCode.Process)Function.Code);
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
            if (_shop.NoTimeouts || _all.Count > 0 || _starts.Any(environment => environment.IsDebugged))
                return;

            while (_waiting.First is { } first && Waited(first.Value) >= _initTimeout + Function.Timeout + StartMargin)
            {
                overdue.Add(first.Value);
                _waiting.RemoveFirst();
            }
        }

        foreach (var invocation in overdue)
            invocation.Complete(new InitResult.TimedOut(Function.Timeout).Outcome(invocation.RequestId));
    }

    private TimeSpan Waited(Invocation invocation) => _shop.Time.GetElapsedTime(invocation.WaitsSince ?? _shop.Time.GetTimestamp());

    private async Task StartOneAsync(FunctionCode.Process code)
    {
        var (environment, result) = await StartAsync(code, _initTimeout);
        if (result is InitResult.Exited or InitResult.TimedOut or InitResult.Reported)
        {
            // As in Lambda: init again, now as part of the invocation and within the function's own timeout.
            (environment, result) = await StartAsync(code, Function.Timeout);
        }

        Started(environment, result, tellSomebody: true);
    }

    private async Task<(ExecutionEnvironment, InitResult)> StartAsync(FunctionCode.Process code, TimeSpan timeout)
    {
        var environment = new ExecutionEnvironment(_shop, Function, _version, this);
        lock (_gate)
        {
            if (_closed)
                return (environment, new InitResult.NoProcess("the host is ending"));

            _starts.Add(environment);
        }

        var result = await environment.StartAsync(code, timeout);
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

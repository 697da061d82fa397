using System.Collections.Concurrent;
using System.Diagnostics;

namespace PrivateInvoke.Local.Lambda.Environments;

/// <summary>
/// One function that can be invoked: throttled as its concurrency says, and then run by the runtime that has attached, or by an
/// environment of the version that was asked for.
/// </summary>
internal sealed class HostedFunction : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly EnvironmentFactory _factory;
    private readonly Concurrency _concurrency;
    private readonly LambdaOptions _options;
    private readonly Dictionary<string, FunctionPool> _versions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Invocation, ActivityContext> _traces = new();
    private int _running;
    private bool _closed;

    public HostedFunction(EnvironmentFactory factory, FunctionSpec function, Concurrency concurrency, LambdaOptions options)
    {
        _factory = factory;
        _concurrency = concurrency;
        _options = options;
        Function = function;
        Attached = new AttachedRuntimes(function, factory, Dispatch);
    }

    public FunctionSpec Function { get; }

    public AttachedRuntimes Attached { get; }

    /// <summary>Of the invocations that have no answer yet, as far as they are traced.</summary>
    public IReadOnlyCollection<ActivityContext> Traces => [.. _traces.Values];

    private string NoCode => Function.Code is FunctionCode.Missing missing
        ? $"no code here: {missing.Why}"
        : $"no runtime has attached: start {((FunctionCode.Attached)Function.Code).By}";

    public async ValueTask<InvokeOutcome> InvokeAsync(InvokeRequest request)
    {
        var requestId = request.RequestId ?? RequestId.New();
        var (traceId, times) = Lineage.Through(TraceId.Of(request.TraceId, _factory.Time), Function.Arn);
        if (times > Lineage.Most && !Function.AllowsRecursiveLoop)
            return new InvokeOutcome.Recursive { RequestId = requestId };

        if (_concurrency.Enter(Function.ReservedConcurrency, ref _running) is { } reason)
            return new InvokeOutcome.Throttled(reason) { RequestId = requestId };

        try
        {
            var arn = request.Qualifier is null ? Function.Arn : $"{Function.Arn}:{request.Qualifier}";
            var invocation = new Invocation(requestId, traceId, arn, request);
            if (request.Trace != default)
                _traces[invocation] = request.Trace;
            try
            {
                if (!Attached.TryGive(invocation))
                    Dispatch(invocation);
                return await invocation.Outcome;
            }
            finally
            {
                _traces.TryRemove(invocation, out _);
            }
        }
        finally
        {
            _concurrency.Leave(Function.ReservedConcurrency, ref _running);
        }
    }

    /// <summary>Starts an environment of <c>$LATEST</c> without an invocation.</summary>
    public async Task<WarmResult> WarmAsync() => Function.Code is not FunctionCode.Process code
        ? new WarmResult.NotReady(NoCode, "")
        : PoolOf(FunctionSpec.Latest, code) is { } pool ? await pool.WarmAsync()
        : new WarmResult.NotReady("the host is ending", "");

    public async ValueTask DisposeAsync()
    {
        FunctionPool[] versions;
        Invocation[] waiting;
        lock (_gate)
        {
            _closed = true;
            versions = [.. _versions.Values];
            waiting = [.. Attached.TakeAll()];
        }

        Attached.Dispose();
        foreach (var invocation in waiting)
            invocation.EndWithHost();
        await Task.WhenAll(versions.Select(pool => pool.DisposeAsync().AsTask()));
    }

    private void Dispatch(Invocation invocation)
    {
        if (Function.Code is FunctionCode.Attached)
            _ = AwaitRuntimeAsync(invocation);
        else if (Function.Code is not FunctionCode.Process code)
            invocation.Complete(new InitResult.NoProcess(NoCode).Outcome(invocation.RequestId));
        else if (PoolOf(Function.VersionOf(invocation.Request.Qualifier), code) is { } pool)
            pool.Dispatch(invocation);
        else
            invocation.EndWithHost();
    }

    /// <summary>Null: the host is ending.</summary>
    private FunctionPool? PoolOf(string version, FunctionCode.Process code)
    {
        lock (_gate)
        {
            if (_closed)
                return null;

            if (!_versions.TryGetValue(version, out var pool))
                _versions[version] = pool = new FunctionPool(_factory, Function, code, version, _options);
            return pool;
        }
    }

    /// <summary>What starts the runtime has as long as Lambda gives an init.</summary>
    private async Task AwaitRuntimeAsync(Invocation invocation)
    {
        Attached.Await(invocation);
        await invocation.DoneWithinAsync(_options.InitTimeout, _factory.Time);
        if (Attached.Withdraw(invocation))
            invocation.Complete(new InitResult.NoProcess(NoCode).Outcome(invocation.RequestId));
    }
}

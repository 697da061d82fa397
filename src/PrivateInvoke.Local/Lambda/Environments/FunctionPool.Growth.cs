namespace PrivateInvoke.Local.Lambda.Environments;

/// <summary>How many environments there are.</summary>
internal sealed partial class FunctionPool
{
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
                && _shop.Time.GetElapsedTime(first.Value.Since) + TimeSpan.FromMilliseconds(2) >= _patience;
        }

        Grow(impatient: waitedLong);
    }

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
        var environment = new ExecutionEnvironment(_shop, Function, this);
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
                disappointed = first.Value.Invocation;
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

namespace PrivateInvoke.Local.Lambda.Environments;

/// <summary>A timer that is set anew many times and rings only for the last time it was set. Its owner's lock guards it.</summary>
internal sealed class Alarm : IDisposable
{
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private long _since;

    public Alarm(TimeProvider time, Action ring)
    {
        _time = time;
        _timer = time.CreateTimer(_ => ring(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>What it was last set to.</summary>
    public TimeSpan Due { get; private set; } = Timeout.InfiniteTimeSpan;

    /// <param name="due"><see cref="Timeout.InfiniteTimeSpan"/> turns it off.</param>
    public void Set(TimeSpan due)
    {
        _since = _time.GetTimestamp();
        Due = due;
        _timer.Change(due, Timeout.InfiniteTimeSpan);
    }

    /// <summary>
    /// Whether a ring is to be heeded. It may have been on its way when the alarm was set anew, or come from the system's coarser clock:
    /// then it rings again.
    /// </summary>
    public bool IsDue()
    {
        if (Due == Timeout.InfiniteTimeSpan)
            return false;

        var left = Due - _time.GetElapsedTime(_since);
        if (left <= TimeSpan.Zero)
            return true;

        _timer.Change(left + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
        return false;
    }

    public void Dispose() => _timer.Dispose();
}

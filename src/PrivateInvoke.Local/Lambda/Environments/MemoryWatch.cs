namespace PrivateInvoke.Local.Lambda.Environments;

/// <summary>
/// Ends processes that use more memory than their function has, as Lambda does. Nothing short of a cgroup tells when a process
/// crosses a limit, and a cgroup is not every user's to make, so they are looked at several times a second: a process may be over its
/// limit for that long. What counts is memory of its own and not the program's pages, which Lambda could drop and read again. Linux only.
/// </summary>
internal sealed class MemoryWatch : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(200);

    private readonly Lock _gate = new();
    private readonly Dictionary<int, (long Limit, Action<long> Over)> _watched = [];
    private readonly ITimer? _timer;

    public MemoryWatch(TimeProvider time)
    {
        if (OperatingSystem.IsLinux())
            _timer = time.CreateTimer(_ => Look(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <param name="limit">Bytes.</param>
    /// <param name="over">Told once, with what the process uses.</param>
    public void Add(int process, long limit, Action<long> over)
    {
        lock (_gate)
        {
            _watched[process] = (limit, over);
            _timer?.Change(Every, Every);
        }
    }

    public void Remove(int process)
    {
        lock (_gate)
        {
            if (_watched.Remove(process) && _watched.Count == 0)
                _timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose() => _timer?.Dispose();

    private void Look()
    {
        KeyValuePair<int, (long Limit, Action<long> Over)>[] watched;
        lock (_gate)
            watched = [.. _watched];

        foreach (var (process, (limit, over)) in watched)
        {
            if (ProcessMemory.Own(process) is not (> 0 and var used) || used <= limit)
                continue;

            Remove(process);
            over(used);
        }
    }
}

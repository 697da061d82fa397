using System.Diagnostics;
using System.Globalization;

namespace PrivateInvoke.Local.Lambda.Environments;

/// <summary>The most memory that a process has used. Read at most every 100 ms: reading costs more than a fast invocation.</summary>
internal struct ProcessMemory(Process process)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(100);

    private readonly int _id = process.Id;
    private long _peak;
    private long _readAt;

    /// <returns>Bytes that are neither a file's nor shared with one; 0 for a process that is gone. Linux only.</returns>
    public static long Own(int process) => Status(process, "RssAnon:");

    public long Peak(TimeProvider time)
    {
        if (_readAt != 0 && time.GetElapsedTime(_readAt) < Fresh)
            return _peak;

        _readAt = time.GetTimestamp();
        return _peak = Math.Max(_peak, Read());
    }

    /// <summary>Somebody else has looked, just before the process is killed.</summary>
    public void Saw(long bytes) => _peak = Math.Max(_peak, bytes);

    private readonly long Read()
    {
        if (OperatingSystem.IsLinux())
            return Status(_id, "VmHWM:");

        try
        {
            process.Refresh();
            return process.PeakWorkingSet64;
        }
        catch (InvalidOperationException)
        {
            // It has just ended.
            return 0;
        }
    }

    private static long Status(int process, string what)
    {
        try
        {
            foreach (var line in File.ReadLines($"/proc/{process}/status"))
            {
                // VmHWM:	    1864 kB
                if (line.StartsWith(what, StringComparison.Ordinal))
                    return long.Parse(line.AsSpan(what.Length).TrimEnd("kB").Trim(), CultureInfo.InvariantCulture) * 1024;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It has just ended.
        }

        return 0;
    }
}

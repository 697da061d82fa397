using System.Diagnostics;
using System.Globalization;

namespace PrivateInvoke.Lambda.Environments;

/// <summary>The most memory that a process has used. Read at most every 100 ms: reading costs more than a fast invocation.</summary>
internal struct ProcessMemory(Process process)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(100);

    private readonly string? _status = OperatingSystem.IsLinux() ? $"/proc/{process.Id}/status" : null;
    private long _peak;
    private long _readAt;

    public long Peak(TimeProvider time)
    {
        if (_readAt != 0 && time.GetElapsedTime(_readAt) < Fresh)
            return _peak;

        _readAt = time.GetTimestamp();
        return _peak = Math.Max(_peak, Read());
    }

    private readonly long Read()
    {
        try
        {
            if (_status is null)
            {
                process.Refresh();
                return process.PeakWorkingSet64;
            }

            foreach (var line in File.ReadLines(_status))
            {
                // VmHWM:	    1864 kB
                if (line.StartsWith("VmHWM:", StringComparison.Ordinal))
                    return long.Parse(line.AsSpan(6).TrimEnd("kB").Trim(), CultureInfo.InvariantCulture) * 1024;
            }
        }
        catch (Exception e) when (e is IOException or InvalidOperationException or UnauthorizedAccessException)
        {
            // It has just ended.
        }

        return 0;
    }
}

namespace PrivateInvoke.Local.Lambda.Environments;

/// <summary>
/// Changes when the program, or a file among its arguments, is built again. Each invoke asks; the files are looked at once a
/// millisecond, which is no longer than the times of files are apart.
/// </summary>
internal sealed class FunctionStamp(FunctionCode.Process code, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(1);

    private Look? _last;

    public long Now()
    {
        if (_last is { } last && time.GetElapsedTime(last.At) < Fresh)
            return last.Stamp;

        // Before the files are looked at: what is built meanwhile is seen by the next look.
        var look = new Look(time.GetTimestamp(), Of(code));
        _last = look;
        return look.Stamp;
    }

    public static long Of(FunctionCode.Process code)
    {
        var newest = File.GetLastWriteTimeUtc(Path.Combine(code.WorkingDirectory, code.FileName)).Ticks;
        foreach (var argument in code.Arguments)
        {
            if (argument.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))
                newest = Math.Max(newest, File.GetLastWriteTimeUtc(Path.Combine(code.WorkingDirectory, argument)).Ticks);
        }

        return newest;
    }

    private sealed record Look(long At, long Stamp);
}

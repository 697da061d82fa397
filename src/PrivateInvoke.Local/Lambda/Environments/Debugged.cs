namespace PrivateInvoke.Local.Lambda.Environments;

/// <summary>Whether a debugger is attached to a process. Linux only: elsewhere <c>--no-timeout</c> says so.</summary>
internal static class Debugged
{
    public static bool Is(int process)
    {
        if (!OperatingSystem.IsLinux())
            return false;

        try
        {
            return IsTraced(process) || HasManagedDebugger(process);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It has just ended.
            return false;
        }
    }

    // gdb, lldb, a debugger for native code: TracerPid:	4711
    private static bool IsTraced(int process) => File.ReadLines($"/proc/{process}/status")
        .Any(line => line.StartsWith("TracerPid:", StringComparison.Ordinal) && line.AsSpan("TracerPid:".Length).Trim() is not "0");

    // .NET's debuggers talk through a pair of pipes, which a runtime holds open only while one of them is there.
    private static bool HasManagedDebugger(int process) => Directory.EnumerateFiles($"/proc/{process}/fd")
        .Any(file => File.ResolveLinkTarget(file, returnFinalTarget: false)?.Name.StartsWith("clr-debug-pipe-", StringComparison.Ordinal) is true);
}

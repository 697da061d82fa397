namespace PrivateInvoke.Local.Lambda.Environments;

/// <summary>How Lambda words the end of a process.</summary>
internal static class ProcessExit
{
    /// <param name="exitCode">.NET's: 128 and the signal's number for a process that a signal ended.</param>
    public static string Text(int exitCode) => exitCode switch
    {
        0 => "Runtime exited without providing a reason",
        > 128 and < 160 when Signal(exitCode - 128) is { } signal => $"Runtime exited with error: signal: {signal}",
        _ => $"Runtime exited with error: exit status {exitCode}",
    };

    private static string? Signal(int number) => number switch
    {
        1 => "hangup",
        2 => "interrupt",
        4 => "illegal instruction",
        6 => "aborted",
        7 => "bus error",
        8 => "floating point exception",
        9 => "killed",
        11 => "segmentation fault",
        13 => "broken pipe",
        15 => "terminated",
        _ => null,
    };
}

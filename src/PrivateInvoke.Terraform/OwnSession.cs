namespace PrivateInvoke.Terraform;

/// <summary>
/// Starts a program where Ctrl+C in this process's terminal, or the terminal's end, does not reach it, and where it writes to files: what
/// it does goes on when this process is killed. Two interrupts would make terraform leave its work undone, and a broken pipe would end it.
/// </summary>
internal static class OwnSession
{
    private const string Shell = "/bin/sh";

    /// <summary>There is no such program on macOS.</summary>
    private static readonly string? Setsid = new[] { "/usr/bin/setsid", "/bin/setsid" }.FirstOrDefault(File.Exists);

    public static bool IsPossible => !OperatingSystem.IsWindows() && File.Exists(Shell);

    /// <summary>False: the terminal's interrupts reach the program too.</summary>
    public static bool IsApart => Setsid is not null;

    /// <summary>The program that runs it: each replaces itself by the next, so that its process is terraform's.</summary>
    public static (string Program, IReadOnlyList<string> Arguments) Of(
        string executable, IReadOnlyList<string> arguments, string output, string errors)
    {
        IReadOnlyList<string> shell =
        [
            "-c", """out=$1 err=$2; shift 2; exec "$@" >"$out" 2>"$err" </dev/null""", "sh", output, errors, executable, .. arguments,
        ];
        return Setsid is { } setsid ? (setsid, [Shell, .. shell]) : (Shell, shell);
    }
}

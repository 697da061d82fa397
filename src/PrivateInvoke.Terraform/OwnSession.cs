namespace PrivateInvoke.Terraform;

/// <summary>
/// Starts a program where Ctrl+C in this process's terminal, or the terminal's end, does not reach it, and where it writes to files: what
/// it does goes on when this process is killed. Two interrupts would make terraform leave its work undone, and a broken pipe would end it.
/// </summary>
internal static class OwnSession
{
    private const string ShellProgram = "/bin/sh";

    /// <summary>There is no such program on macOS.</summary>
    private static readonly string? Setsid = new[] { "/usr/bin/setsid", "/bin/setsid" }.FirstOrDefault(File.Exists);

    public static bool IsPossible => !OperatingSystem.IsWindows() && File.Exists(ShellProgram);

    /// <summary>False: the terminal's interrupts reach the program too.</summary>
    public static bool IsApart => Setsid is not null;

    /// <summary>Whether a program can hold a folder, and another wait for it.</summary>
    public static bool CanHold { get; } = IsApart && (File.Exists("/usr/bin/flock") || File.Exists("/bin/flock"));

    /// <summary>The program that runs it: each replaces itself by the next, so that its process is terraform's.</summary>
    /// <param name="held">The folder that it holds until its end, however it ends.</param>
    public static (string Program, IReadOnlyList<string> Arguments) Of(
        string executable, IReadOnlyList<string> arguments, string output, string errors, string? held)
    {
        var (program, before) = Shell(held is null
            ? """out=$1 err=$2; shift 2; exec "$@" >"$out" 2>"$err" </dev/null"""
            : """held=$1 out=$2 err=$3; shift 3; exec 9<"$held"; flock -s 9; exec "$@" >"$out" 2>"$err" </dev/null""");
        return held is null
            ? (program, [.. before, output, errors, executable, .. arguments])
            : (program, [.. before, held, output, errors, executable, .. arguments]);
    }

    /// <summary>A shell with a script, whose parameters follow; its process is the first of the session.</summary>
    public static (string Program, IReadOnlyList<string> Arguments) Shell(string script)
    {
        IReadOnlyList<string> shell = ["-c", script, "sh"];
        return Setsid is { } setsid ? (setsid, [ShellProgram, .. shell]) : (ShellProgram, shell);
    }
}

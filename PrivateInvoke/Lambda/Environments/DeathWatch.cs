using System.Diagnostics;
using System.Globalization;

namespace PrivateInvoke.Lambda.Environments;

/// <summary>
/// Ends the functions with the host, also when the host is killed and can do nothing itself. Two nets, since each has a hole:
/// Linux's parent-death signal (<c>setpriv --pdeathsig</c>) reaches the function's process and not what that started; a small shell,
/// in a session of its own, is told each process group and kills those left when its standard input ends, on any Unix, unless it is
/// killed together with the host. On Windows neither is there: a host that is killed leaves its functions to end by themselves,
/// which runtimes do when their Runtime API is gone.
/// </summary>
internal sealed class DeathWatch : IDisposable
{
    // "+ PID" adds a process group, "- PID" takes it out; at the end of input, what is left is killed. dash's kill knows no "--".
    private const string Script =
        """
        trap '' HUP INT TERM PIPE
        left=' '
        while read -r what group; do
          case "$what$left" in
            +*) left="$left$group " ;;
            -*" $group "*) left="${left%% $group *} ${left#* $group }" ;;
          esac
        done
        for group in $left; do kill -9 "-$group" 2>/dev/null; done
        """;

    private readonly Lock _gate = new();
    private readonly Process? _shell;

    public DeathWatch()
    {
        if (OperatingSystem.IsWindows())
            return;

        // A group of its own lets the whole group be killed, and keeps the terminal's Ctrl+C from the functions: the host ends them.
        // macOS has no setsid and has perl.
        string[] session =
            FunctionProgram.OnPath("setsid") is { } setsid ? [setsid]
            : FunctionProgram.OnPath("perl") is { } perl ? [perl, "-e", "setpgrp(0, 0); exec { $ARGV[0] } @ARGV or exit 127"]
            : [];
        string[] signal = OperatingSystem.IsLinux() && FunctionProgram.OnPath("setpriv") is { } setpriv
            ? [setpriv, "--pdeathsig", "KILL", "--"]
            : [];
        Prefix = [.. session, .. signal];
        LeadsGroup = session.Length > 0;
        if (LeadsGroup)
            _shell = StartShell(session);
    }

    /// <summary>The words before a function's command.</summary>
    public IReadOnlyList<string> Prefix { get; } = [];

    /// <summary>Whether each function leads a process group.</summary>
    public bool LeadsGroup { get; }

    public void Add(int process) => Tell('+', process);

    public void Remove(int process) => Tell('-', process);

    public void Dispose()
    {
        if (_shell is null)
            return;

        lock (_gate)
            _shell.StandardInput.Close();
        _shell.Dispose();
    }

    private static Process StartShell(string[] session)
    {
        var start = new ProcessStartInfo(session[0], [.. session[1..], "/bin/sh", "-c", Script])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        start.Environment.Clear();
        return Process.Start(start)!;
    }

    private void Tell(char what, int process)
    {
        if (_shell is null)
            return;

        lock (_gate)
        {
            try
            {
                _shell.StandardInput.Write(string.Create(CultureInfo.InvariantCulture, $"{what} {process}\n"));
                _shell.StandardInput.Flush();
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                // Somebody killed the shell; the parent-death signal is left.
            }
        }
    }
}

using System.Diagnostics;
using System.Globalization;

namespace PrivateInvoke.Local.Lambda.Environments;

/// <summary>
/// Ends the functions with the host, also when the host is killed and can do nothing itself. Two nets on Unix, since each has a hole. Linux's
/// parent-death signal (<c>setpriv --pdeathsig</c>) reaches the function's process and not what that started. A small shell is told
/// of each environment and kills those left when its standard input ends, which is when the host does; it misses nothing on Linux,
/// the function's process on other Unixes, and does nothing when it is killed together with the host. On Windows a job object holds
/// them all.
/// </summary>
/// <remarks>
/// No <c>setsid</c>, which would make process groups to kill: Linux schedules each session as a group of its own, and on busy cores
/// an invocation that goes back and forth between two of them took three times as long.
/// </remarks>
internal sealed class DeathWatch : IAsyncDisposable
{
    // "+ PID MARK" adds an environment, "- PID MARK" takes it out; at the end of input, what is left is killed.
    private const string Script =
        """
        trap '' HUP INT TERM PIPE
        left=' '
        while read -r what process mark; do
          case "$what$left" in
            +*) left="$left$process:$mark " ;;
            -*" $process:$mark "*) left="${left%% $process:$mark *} ${left#* $process:$mark }" ;;
          esac
        done
        for one in $left; do kill -9 "${one%%:*}"; done 2>/dev/null
        for one in $left; do
          for file in $(grep -las -- "${one#*:}" /proc/[0-9]*/environ); do
            process="${file#/proc/}"
            kill -9 "${process%/environ}"
          done
        done 2>/dev/null
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly Process? _shell;
    private readonly WindowsJob? _job;

    public DeathWatch()
    {
        if (OperatingSystem.IsWindows())
        {
            _job = new WindowsJob();
            return;
        }

        if (OperatingSystem.IsLinux() && FunctionProgram.OnPath("setpriv") is { } setpriv)
            Prefix = [setpriv, "--pdeathsig", "KILL", "--"];
        _shell = StartShell();
    }

    /// <summary>The words before a function's command.</summary>
    public IReadOnlyList<string> Prefix { get; } = [];

    /// <param name="mark">A text in the environment of the process, and so of those that it starts, and of no other.</param>
    public void Add(int process, string mark)
    {
        if (OperatingSystem.IsWindows())
            _job?.Add(process);
        else
            Tell('+', process, mark);
    }

    public void Remove(int process, string mark) => Tell('-', process, mark);

    /// <summary>Kills what is left, and returns when nothing of it runs any more.</summary>
    public async ValueTask DisposeAsync()
    {
        if (OperatingSystem.IsWindows())
            _job?.Dispose();
        if (_shell is null)
            return;

        lock (_gate)
            _shell.StandardInput.Close();
        // One that somebody has stopped does not end.
        await Task.WhenAny(_shell.WaitForExitAsync(), Task.Delay(Patience, TimeProvider.System));
        _shell.Dispose();
    }

    private static Process StartShell()
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", Script])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/bin:/bin";
        return Process.Start(start)!;
    }

    private void Tell(char what, int process, string mark)
    {
        if (_shell is null)
            return;

        lock (_gate)
        {
            try
            {
                _shell.StandardInput.Write(string.Create(CultureInfo.InvariantCulture, $"{what} {process} {mark}\n"));
                _shell.StandardInput.Flush();
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                // Somebody killed the shell; the parent-death signal is left.
            }
        }
    }
}

using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace PrivateInvoke.IntegrationTests.Environment;

/// <summary>
/// Ends every program of this test run that a killed run leaves behind. The system closes the pipe that the run holds, and a shell that
/// reads it kills what has the run's mark in its environment: what the programs have started has it too. A shell that waits for one of
/// them (<c>flock</c>), to remove the folder of its sockets, is left to do that.
/// </summary>
internal static class TestRun
{
    private const string Mark = "PRIVATE_INVOKE_TEST_RUN";

    private const string Script = """
        while read -r _; do :; done
        for process in /proc/[0-9]*; do
          if grep -qs "$1" "$process/environ" && ! grep -qs flock "$process/cmdline"; then kill -s KILL "${process#/proc/}"; fi
        done
        """;

    /// <summary>Held until this process ends.</summary>
    private static Process? _watcher;

#pragma warning disable RS0030 // Whatever is tested in this process, and Aspire, start programs that have its environment.
    [ModuleInitializer]
    internal static void Begin()
    {
        // No program here lives long enough to gain from a profile of itself, and a compiler pays a fifth of its time for one.
        System.Environment.SetEnvironmentVariable("DOTNET_TieredPGO", "0");
        if (!OperatingSystem.IsLinux())
            return;

        var id = Guid.NewGuid().ToString("N");
        _watcher = Process.Start(
            new ProcessStartInfo("setsid", ["sh", "-c", Script, "sh", $"{Mark}={id}"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true });
        System.Environment.SetEnvironmentVariable(Mark, id);
    }
#pragma warning restore RS0030
}

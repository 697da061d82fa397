using System.Diagnostics;

namespace PrivateInvoke.IntegrationTests.Environment;

/// <summary>
/// Ends every program of this test run that a killed run leaves behind. The system closes the pipe that the run holds, and a shell that
/// reads it kills what has the run's mark in its environment: what the programs have started has it too.
/// </summary>
internal static class TestRun
{
    private const string Script = """
        while read -r _; do :; done
        for process in /proc/[0-9]*; do
          if grep -qs "PRIVATE_INVOKE_TEST_RUN=$1" "$process/environ"; then kill -s KILL "${process#/proc/}"; fi
        done
        """;

    private static readonly string Id = Guid.NewGuid().ToString("N");

    /// <summary>Held until this process ends.</summary>
    private static readonly Process? Watcher = OperatingSystem.IsLinux() ? Watch() : null;

    public static void Mark(ProcessStartInfo start)
    {
        // None of them lives long enough to gain from a profile of itself, and a compiler pays a fifth of its time for one.
        start.Environment["DOTNET_TieredPGO"] = "0";
        if (Watcher is not null)
            start.Environment["PRIVATE_INVOKE_TEST_RUN"] = Id;
    }

    private static Process? Watch() => Process.Start(
        new ProcessStartInfo("setsid", ["sh", "-c", Script, "sh", Id]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true });
}

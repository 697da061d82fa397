using System.Diagnostics;

namespace PrivateInvoke.IntegrationTests.Environment;

/// <summary>An executable file that the test itself never had open for writing.</summary>
internal static class ShellScript
{
    /// <summary>
    /// Skips the test where there is no shell. A child writes the file: a process that is forked for another test at that moment would
    /// hold this one's open file for an instant, and the system refuses to run what is open for writing ("text file busy").
    /// </summary>
    public static string Write(string path, string text)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "It needs a shell script.");
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "cat > \"$1\" && chmod 700 \"$1\"", "sh", path])
        {
            RedirectStandardInput = true,
        })!;
        shell.StandardInput.Write($"#!/bin/sh\n{text}\n");
        shell.StandardInput.Close();
        shell.WaitForExit();
        Assert.Equal(0, shell.ExitCode);
        return path;
    }
}

using System.Diagnostics;
using PrivateInvoke.Local.Lambda.Environments;

namespace PrivateInvoke.Local.Lambda.Isolation;

/// <summary>Whether this machine lets processes have a network of their own.</summary>
public static class IsolationSupport
{
    /// <returns>Null when it does; else why not, in one line.</returns>
    public static async Task<string?> WhyNotAsync(CancellationToken cancel)
    {
        if (!OperatingSystem.IsLinux())
            return "network namespaces are Linux's";

        if (FunctionProgram.OnPath("unshare") is null)
            return "unshare (util-linux) is not on PATH";

        var command = IsolatedCommand.Words(["--try"]);
        using var process = Process.Start(new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var error = await process.StandardError.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);
        return process.ExitCode == 0
            ? null
            : error.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).FirstOrDefault("unshare -rnm failed");
    }
}

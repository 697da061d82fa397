using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace Aspire.Hosting.AWS.Lambda;

/// <summary>Amazon.Lambda.TestTool, a global .NET tool.</summary>
internal static class TestTool
{
    public const string DefaultVersion = "0.14.1";

    /// <returns>Null where the tool is not installed or says nothing of its version.</returns>
    public static async Task<string?> InstalledVersionAsync(CancellationToken cancel)
    {
        var (exitCode, output) = await DotnetAsync(["lambda-test-tool", "info", "--format", "json"], cancel).ConfigureAwait(false);
        if (exitCode != 0)
            return null;

        try
        {
            using var info = JsonDocument.Parse(output);
            return info.RootElement.TryGetProperty("Version", out var version) ? version.ToString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static bool IsWanted(string wanted, string? installed, bool allowDowngrade)
    {
        if (string.IsNullOrEmpty(installed))
            return true;

        var order = Release(installed).CompareTo(Release(wanted));
        return order < 0 || (allowDowngrade && order != 0);
    }

    public static Task<(int ExitCode, string Output)> InstallAsync(string version, bool allowDowngrade, CancellationToken cancel)
    {
        string[] install = ["tool", "install", "-g", "Amazon.Lambda.TestTool", "--version", version];
        return DotnetAsync(allowDowngrade ? [.. install, "--allow-downgrade"] : install, cancel);
    }

    private static Version Release(string version) => Version.Parse(version.Replace("-preview", "", StringComparison.Ordinal));

    private static async Task<(int ExitCode, string Output)> DotnetAsync(string[] arguments, CancellationToken cancel)
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true },
        };
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            return (-404, "");
        }

        var output = process.StandardOutput.ReadToEndAsync(cancel);
        var error = process.StandardError.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel).ConfigureAwait(false);
        return (process.ExitCode, await output.ConfigureAwait(false) + await error.ConfigureAwait(false));
    }
}

using System.ComponentModel;
using System.Runtime.CompilerServices;
using CliWrap;
using CliWrap.Buffered;

namespace PrivateInvoke.UnitTests.Iam.Oracle;

/// <summary>
/// <c>@cloud-copilot/iam-simulate</c> as a program of its own: npm installs it into a temporary folder, node runs it, and nothing of it is part
/// of this project.
/// </summary>
internal static class Simulator
{
    private const string Package = "@cloud-copilot/iam-simulate";

    private const string Version = "0.1.173";

    /// <summary>One answer a simulation. Skips the test with the reason where there is no npm, no node or no registry.</summary>
    public static async Task<string[]> AnswerAsync(IEnumerable<string> simulations, CancellationToken cancellation)
    {
        var folder = await InstallAsync(cancellation);
        var result = await Cli.Wrap("node").WithArguments([Script(), folder])
            .WithStandardInputPipe(PipeSource.FromString(string.Join('\n', simulations) + '\n')).ExecuteBufferedAsync(cancellation);
        return result.StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Kept from one run to the next, since the version does not change.</summary>
    private static async Task<string> InstallAsync(CancellationToken cancellation)
    {
        var folder = Path.Combine(Path.GetTempPath(), $"iam-simulate-{Version}-{Environment.UserName}");
        if (Directory.Exists(folder))
            return folder;

        var unfinished = Directory.CreateTempSubdirectory("iam-simulate-").FullName;
        try
        {
            var install = await Cli.Wrap(OperatingSystem.IsWindows() ? "npm.cmd" : "npm")
                .WithArguments(["install", "--no-audit", "--no-fund", "--ignore-scripts", "--fetch-retries", "0", "--prefix", unfinished, $"{Package}@{Version}"])
                .WithWorkingDirectory(unfinished).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(cancellation);
            Assert.SkipUnless(install.IsSuccess, $"npm cannot install {Package}: {install.StandardError.Trim()}");
        }
        catch (Win32Exception missing)
        {
            Assert.Skip($"npm cannot be started: {missing.Message}");
        }

        try
        {
            Directory.Move(unfinished, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            // Another run was first.
        }

        return folder;
    }

    private static string Script([CallerFilePath] string file = "") => Path.Combine(Path.GetDirectoryName(file)!, "simulate.mjs");
}

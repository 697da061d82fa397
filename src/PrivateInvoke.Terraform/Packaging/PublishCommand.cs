using System.Runtime.InteropServices;
using CliWrap;

namespace PrivateInvoke.Terraform.Packaging;

/// <summary>Runs <c>dotnet publish</c>.</summary>
internal static class PublishCommand
{
    /// <summary>Its output is read, so it must come in English and one line a message.</summary>
    private static readonly Dictionary<string, string?> Variables = new()
    {
        ["DOTNET_CLI_UI_LANGUAGE"] = "en",
        ["DOTNET_NOLOGO"] = "1",
        ["MSBUILDDISABLENODEREUSE"] = "1",
    };

    /// <returns>The warnings.</returns>
    /// <exception cref="ProblemException">It failed; what it said is in the log.</exception>
    public static async Task<IReadOnlyList<string>> RunAsync(
        PackageJob job, PackageRequest request, PackageRuntime runtime, string output, CancellationToken cancel)
    {
        var log = Path.Combine(request.BuildFolder, $"{job.Name}.log");
        var said = new PublishOutput(request.Sources);
        int exitCode;
        await using (var lines = new StreamWriter(log))
        {
            var gate = new Lock();
            var pipe = PipeTarget.ToDelegate(line =>
            {
                lock (gate)
                {
                    lines.WriteLine(line);
                    said.Add(line);
                }
            });
            var result = await Cli.Wrap(request.Dotnet ?? DotnetOfThisProcess())
                .WithArguments(PublishArguments.Of(job, request, runtime, output))
                .WithWorkingDirectory(request.Sources)
                .WithEnvironmentVariables(Variables)
                .WithValidation(CommandResultValidation.None)
                .WithStandardOutputPipe(pipe)
                .WithStandardErrorPipe(pipe)
                .ExecuteAsync(cancel);
            exitCode = result.ExitCode;
        }

        return exitCode == 0 ? said.Warnings : throw Failed(job, said, exitCode, log);
    }

    private static ProblemException Failed(PackageJob job, PublishOutput said, int exitCode, string log)
    {
        if (said.Others.Any(line => line.Contains("No .NET SDKs were found", StringComparison.Ordinal)
            || line.Contains("A compatible .NET SDK was not found", StringComparison.Ordinal)))
        {
            return new ProblemException(
                $"{job.Name} cannot be published: there is no .NET SDK that may build it.",
                "Install the .NET 10 SDK (https://dotnet.microsoft.com/download); global.json says which.");
        }

        // The last are the causes: an error in a project that others build on comes first and once.
        var errors = said.Errors.TakeLast(3).ToList();
        var more = said.Errors.Count > errors.Count ? $" (the last of {said.Errors.Count} errors)" : "";
        var text = errors.Count > 0 ? string.Join(" | ", errors) + more
            : said.Others.Count > 0 ? said.Others[^1]
            : $"dotnet publish ended with exit code {exitCode}";
        return new ProblemException($"{job.Name} cannot be published: {text}", $"Mend what it names and package again; all it said is in {log}.");
    }

    /// <summary><c>…/shared/Microsoft.NETCore.App/10.0.0/</c> is three folders below it.</summary>
    private static string DotnetOfThisProcess() => Path.GetFullPath(
        Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
}

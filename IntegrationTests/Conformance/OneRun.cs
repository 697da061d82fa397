using System.Text;
using CliWrap;

namespace PrivateInvoke.IntegrationTests.Conformance;

/// <summary>A program that is run to its end.</summary>
internal static class OneRun
{
    public static async Task<(int ExitCode, string Output, string Error)> Async(
        string program,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string?> environment,
        CancellationToken cancel,
        string input = "",
        string? folder = null)
    {
        var output = new StringBuilder();
        var error = new StringBuilder();
        var result = await CliWrap.Cli.Wrap(program)
            .WithArguments(arguments)
            .WithEnvironmentVariables(environment)
            .WithWorkingDirectory(folder ?? Path.GetTempPath())
            .WithStandardInputPipe(PipeSource.FromString(input))
            .WithStandardOutputPipe(PipeTarget.ToStringBuilder(output))
            .WithStandardErrorPipe(PipeTarget.ToStringBuilder(error))
            .WithValidation(CommandResultValidation.None)
            .ExecuteAsync(cancel);
        return (result.ExitCode, output.ToString(), error.ToString());
    }
}

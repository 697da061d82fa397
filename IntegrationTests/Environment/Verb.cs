using PrivateInvoke.Cli;

namespace PrivateInvoke.IntegrationTests.Environment;

/// <summary>
/// What came of a verb of private-invoke, run in this process: the program's own start takes longer than most of them. That the program
/// runs them so is in CheckVerbTests and HostTests.
/// </summary>
/// <param name="Printed">Standard output.</param>
internal sealed record Verb(int ExitCode, string Printed, string Errors)
{
    public string Output => Printed + Errors;

    /// <summary>Waits for its end.</summary>
    /// <param name="folder">Where the user is.</param>
    public static Task<Verb> RunAsync(TestRepository repository, string folder, IEnumerable<string> arguments, CancellationToken cancel) =>
        repository.WithPlannerAsync(async planner =>
        {
            using var printed = new StringWriter();
            using var errors = new StringWriter();
            var exitCode = await CommandLine.RunAsync([.. arguments], new Terminal(folder, printed, errors) { Planner = planner }, cancel);
            return new Verb(exitCode, printed.ToString(), errors.ToString());
        });
}

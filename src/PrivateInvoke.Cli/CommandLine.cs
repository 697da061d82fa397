using System.CommandLine;
using System.CommandLine.Invocation;

namespace PrivateInvoke.Cli;

/// <summary>The whole command line. What a user can mend is two lines on standard error and an exit code, whatever the verb.</summary>
public static class CommandLine
{
    public static RootCommand Build()
    {
        var root = new RootCommand(
            """
            Says from Terraform whether a Lambda in a VPC reaches the Lambdas that it invokes, and runs, deploys and destroys them.

            Try, in the folder of a root module:
              private-invoke check --infra .
              private-invoke check --infra . --format sarif --output check.sarif
              terraform show -json plan.tfplan | private-invoke check --plan -
              private-invoke run --infra .

            Exit codes: 0 done, 1 a path is blocked, an invoke or an apply failed, 2 bad input, 3 undecided, 4 drifted, 130 a verb was interrupted.
            """)
        {
            RunCommand.Build(),
            InvokeCommand.Build(),
            CheckCommand.Build(),
            ExplainCommand.Build(),
            DiffCommand.Build(),
            CostCommand.Build(),
            McpCommand.Build(),
            PackageCommand.Build(),
            DeployCommand.Build(),
            DriftCommand.Build(),
            DestroyCommand.Build(),
        };
        foreach (var version in root.Options.OfType<VersionOption>())
            version.Action = new VersionAction();

        return root;
    }

    /// <summary>Runs a verb in this process's terminal; Ctrl+C and SIGTERM end it.</summary>
    public static Task<int> RunAsync(string[] args) => RunAsync(args, Terminal.OfProcess());

    /// <summary>Runs a verb in a terminal of its own.</summary>
    /// <param name="cancellationToken">What Ctrl+C is to a program.</param>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, Terminal terminal, CancellationToken cancellationToken = default)
    {
        // "@file" is a payload here, not more arguments.
        var parsing = new ParserConfiguration { ResponseFileTokenReplacer = null };

        string? verb = null;
        try
        {
            var command = Build().Parse(args, parsing);
            verb = command.CommandResult.Command.Name;

            // The first Ctrl+C or SIGTERM cancels the verb's token. The verb then has the time that terraform needs to end (a minute while
            // it changes something, else ten seconds) and half a minute more, so that the exit code is its own.
            TimeSpan? patience = terminal.IsOfProcess ? TimeSpan.FromSeconds(verb is "deploy" or "destroy" ? 90 : 40) : null;
            return command.Errors is [var error, ..]
                ? throw new ProblemException(error.Message, "See private-invoke --help.")
                : await command.InvokeAsync(terminal.Invoking(patience), cancellationToken);
        }
        catch (ProblemException problem)
        {
            terminal.Error(problem.Problem, problem.Remedy);
            return ExitCode.BadInput;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A full disk, a read-only folder. Files are moved into place, so none is half written.
            terminal.Error(e.Message, "Check the disk's free space and the folder's permissions, and start again.");
            return ExitCode.BadInput;
        }
        catch (OperationCanceledException) when (verb == RunCommand.Name)
        {
            // A host ends this way.
            return ExitCode.Success;
        }
        catch (OperationCanceledException)
        {
            // The verb has not found out or made what it was asked for: a script must not go on as if it had.
            terminal.Error("Interrupted.", "Nothing was decided or made: start it again.");
            return ExitCode.Interrupted;
        }
    }

    /// <summary><c>--version</c> names the packages that this build uses: a stand-in must never pass for the real package.</summary>
    private sealed class VersionAction : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            parseResult.InvocationConfiguration.Output.WriteLine($"PrivateInvoke {BuildRecord.Version} (packages: {BuildRecord.Packages})");
            return ExitCode.Success;
        }
    }
}

using System.CommandLine;
using PrivateInvoke;

namespace AppHost;

/// <summary>Runs a command line: what a user can mend is two lines and an exit code, whatever the verb.</summary>
internal static class CommandLine
{
    /// <param name="help">What shows the options: <c>private-invoke --help</c>.</param>
    public static async Task<int> RunAsync(RootCommand root, string[] args, string help)
    {
        // "@file" is a payload here, not more arguments.
        var parsing = new ParserConfiguration { ResponseFileTokenReplacer = null };

        ParseResult? command = null;
        try
        {
            command = root.Parse(args, parsing);

            // The first Ctrl+C or SIGTERM is a request to end in order: it cancels the verb's token. What terraform is given to end (a minute
            // for a change that is being made, else ten seconds) and half a minute more, since the exit code has to be the verb's own.
            var invocation = new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = TimeSpan.FromSeconds(command.CommandResult.Command is { Name: "deploy" or "destroy" } ? 90 : 40),
            };
            return command.Errors is [var error, ..]
                ? throw new ProblemException(error.Message, $"See {help}.")
                : await command.InvokeAsync(invocation);
        }
        catch (ProblemException problem)
        {
            Screen.Error(problem.Problem, problem.Remedy);
            return ExitCode.BadInput;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A full disk, a folder that is read-only: nothing of ours is half written, since files are moved into place.
            Screen.Error(e.Message, "Check the disk's free space and the folder's permissions, and start again.");
            return ExitCode.BadInput;
        }
        catch (OperationCanceledException) when (command?.CommandResult.Command == root)
        {
            // That is how the host ends.
            return ExitCode.Success;
        }
        catch (OperationCanceledException)
        {
            // What a verb was asked for has not been found out or made: a script must not go on as if it had.
            Screen.Error("Interrupted.", "Nothing was decided or made: start it again.");
            return ExitCode.Interrupted;
        }
    }
}

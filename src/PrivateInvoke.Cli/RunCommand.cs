using System.CommandLine;

namespace PrivateInvoke.Cli;

/// <summary><c>run [--port N]</c>: the embedded host.</summary>
internal static class RunCommand
{
    public const string Name = "run";

    private static readonly Option<int> Port = new("--port")
    {
        Description = "The front door's port; the interface endpoint and the Lambda API take the next two. 0: free ports.",
        DefaultValueFactory = _ => 5080,
        HelpName = "N",
    };

    private static readonly Option<int?> ExplorerPort = new("--explorer-port")
    {
        Description = "The path explorer's port. Default: the third after --port's, 5083; 0: a free one.",
        HelpName = "N",
    };

    private static readonly Option<string?> ExplorerBase = new("--explorer-base")
    {
        Description = "What the path explorer compares the plan with: a folder, a plan in JSON, or a commit, branch or tag. Default: the plan at the start.",
        HelpName = "BASE",
    };

    public static Command Build()
    {
        var command = new Command(
            Name,
            """
            Plan the root module, judge the invoke paths, and start the functions behind an interface endpoint that lets through what AWS would let through, until Ctrl+C. No Docker, no account, no Aspire.

            Try:
              private-invoke run
              curl -d '{"weightGrams":1200,"destination":"JP-13"}' -H 'content-type: application/json' localhost:5080/quotes
              private-invoke run --var connectivity=none

            Exit codes: 0 ended, 2 bad input.
            """);
        ModuleFlags.AddTo(command);
        command.Add(Port);
        command.Add(ExplorerPort);
        command.Add(ExplorerBase);
        LocalFlags.AddTo(command);
        command.SetAction((parsed, cancel) =>
        {
            var port = parsed.GetValue(Port);
            if (port is not 0 and (< 1 or > 65533))
                throw new ProblemException($"--port {port} is not a port that two more can follow.", "Give 1 to 65533, or 0 for free ports.");

            var explorer = parsed.GetValue(ExplorerPort) ?? (port is 0 or > 65532 ? 0 : port + 3);
            if (explorer is < 0 or > 65535)
                throw new ProblemException($"--explorer-port {explorer} is no port.", "Give 1 to 65535, or 0 for a free one.");

            var module = ModuleFlags.Read(parsed);
            return EmbeddedHost.RunAsync(module, LocalFlags.Read(parsed, module) with { Port = port }, explorer, parsed.GetValue(ExplorerBase), cancel);
        });
        return command;
    }
}

using System.CommandLine;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace PrivateInvoke.Cli;

/// <summary><c>mcp</c>: a Model Context Protocol server on standard input and output.</summary>
internal static class McpCommand
{
    private const string Instructions =
        """
        Says from a Terraform plan whether a Lambda in a VPC reaches the Lambdas and AWS services that it calls, hop by hop. Start with check;
        explain says what a code means; suggest_fix gives HCL that was judged before it is suggested; what_if judges the plan without some
        resources; minimal_policy gives least-privilege policies; diff compares two plans, folders or commits. Nothing is applied, and no file
        of the configuration is changed: write a fix yourself, and check again.
        """;

    public static Command Build()
    {
        var command = new Command("mcp", "Serve check, explain, what_if, suggest_fix, minimal_policy and diff to a coding agent, by the Model Context Protocol on standard input and output. Nothing is changed.");
        PlanSource.AddTo(command);
        command.SetAction((parsed, cancel) => RunAsync(parsed, cancel));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        // The protocol alone is on standard output: whatever else is said goes to the other stream.
        Console.SetOut(Console.Error);
        var plans = new McpPlans(PlanSource.Read(parsed), ModuleFlags.Read(parsed));
        var options = new McpServerOptions
        {
            ServerInfo = new Implementation { Name = "private-invoke", Version = BuildRecord.Version },
            ServerInstructions = Instructions,
            ToolCollection = [.. McpTools.All(plans)],
        };
        await using var transport = new StdioServerTransport(options);
        await using var server = McpServer.Create(transport, options);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var warmUp = Task.Run(() => McpTools.WarmUpAsync(plans, stop.Token), stop.Token);
        try
        {
            await server.RunAsync(cancel);
            await stop.CancelAsync();
            await warmUp;
        }
        catch (OperationCanceledException)
        {
            // A server ends this way, or by the end of its input.
        }

        return ExitCode.Success;
    }
}

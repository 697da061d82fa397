using System.CommandLine;

namespace AppHost;

internal static partial class Cli
{
    /// <param name="aspire">What Aspire understands of the command line.</param>
    public static RootCommand Build(IReadOnlyList<string> aspire)
    {
        var root = new RootCommand(
            """
            Runs the private invoke on your own machine: plans infra/ with Terraform, judges the invoke path from the caller in the VPC to the callee outside it, and starts both functions behind an interface endpoint that lets through what AWS would let through.

            Try:
              dotnet run --project AppHost
              curl -d '{"weightGrams":1200,"destination":"JP-13"}' -H 'content-type: application/json' localhost:5080/quotes
              dotnet run --project AppHost -- --var connectivity=none
              dotnet run --project AppHost -- invoke /quotes --payload '{"weightGrams":1200,"destination":"JP-13"}'
              dotnet run --project AppHost -- check --format json

            Exit codes: 0 done, 1 a path is blocked, an invoke or an apply failed, 2 bad input, 3 undecided, 4 drifted, 130 a verb was interrupted.
            """);
        root.Add(Infra);
        root.Add(Var);
        root.Add(Port);
        root.Add(Terraform);
        root.Add(Function);
        root.Add(FailFast);
        root.Add(Embedded);
        root.Add(TestTool);
        HostFlags.AddTo(root);
        root.SetAction((parsed, cancel) => Host.RunAsync(
            Options(parsed, parsed.GetValue(Port)) with { TestTool = parsed.GetValue(TestTool) }, aspire, parsed.GetValue(Embedded), cancel));
        root.Add(Invoke());
        root.Add(CheckCommand.Build());
        root.Add(CostCommand.Build());
        root.Add(PackageCommand.Build());
        root.Add(DeployCommand.Build());
        root.Add(DestroyCommand.Build());
        root.Add(DriftCommand.Build());
        foreach (var version in root.Options.OfType<VersionOption>())
            version.Action = new VersionAction();

        return root;
    }

    private static Command Invoke()
    {
        var path = new Argument<string>("path")
        {
            Description = "The path at the front door.",
            DefaultValueFactory = _ => "/quotes",
            HelpName = "PATH",
        };
        var payload = new Option<string?>("--payload")
        {
            Description = "The JSON body, or @ and the file that holds it. With one the request is a POST, without one a GET.",
            HelpName = "JSON|@file",
        };
        var command = new Command("invoke", "Start what is needed on free ports, call the front door once, print the answer and the path's hops.");
        command.Add(path);
        command.Add(payload);
        command.Add(Infra);
        command.Add(Var);
        command.Add(Terraform);
        command.Add(Function);
        command.Add(FailFast);
        HostFlags.AddTo(command);
        command.SetAction((parsed, cancel) =>
            InvokeVerb.RunAsync(Options(parsed, port: 0), parsed.GetRequiredValue(path), parsed.GetValue(payload), cancel));
        return command;
    }
}

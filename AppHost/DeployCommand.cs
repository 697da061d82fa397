using System.CommandLine;

namespace AppHost;

/// <summary>The options of <c>deploy</c>.</summary>
internal static class DeployCommand
{
    private static readonly Option<bool> PlanOnly = new("--plan-only")
    {
        Description = "Create nothing: write plan.json, verdict.json and summary.md, which is for a pull request.",
    };

    private static readonly Option<string?> Output = new("--output")
    {
        Description = "The folder that --plan-only writes to. Default: artifacts/deploy.",
        HelpName = "DIR",
    };

    private static readonly Option<bool> Force = new("--force")
    {
        Description = "Deploy although an invoke path is blocked.",
    };

    private static readonly Option<bool> NoPackage = new("--no-package")
    {
        Description = "Deploy the packages that are there, and make none.",
    };

    private static readonly Option<string> SmokePath = new("--smoke-path")
    {
        Description = "The path that the deployed caller is asked for.",
        DefaultValueFactory = _ => "/quotes",
        HelpName = "PATH",
    };

    private static readonly Option<string> SmokePayload = new("--smoke-payload")
    {
        Description = "The JSON body of that request, which is a POST; empty makes it a GET.",
        DefaultValueFactory = _ => """{"weightGrams":1200,"destination":"JP-13"}""",
        HelpName = "JSON",
    };

    private static readonly Option<bool> NoSmoke = new("--no-smoke")
    {
        Description = "Do not invoke the deployed caller.",
    };

    public static Command Build()
    {
        var command = new Command(
            "deploy",
            """
            Package the functions, plan, judge the invoke paths, apply exactly that plan, invoke the deployed caller, and print the outputs. A blocked path is refused before anything is created.

            Exit codes: 0 deployed, 1 a path is blocked, the apply or the invoke failed, 2 bad input, 130 interrupted.
            """);
        StackFlags.AddTo(command);
        command.Add(PlanOnly);
        command.Add(Output);
        command.Add(Force);
        PackageCommand.AddTo(command);
        command.Add(NoPackage);
        command.Add(SmokePath);
        command.Add(SmokePayload);
        command.Add(NoSmoke);
        command.SetAction((parsed, cancel) => StackScreen.ToEndAsync(async () =>
        {
            var host = Cli.Options(parsed, port: 0);
            return await DeployVerb.RunAsync(host, await StackFlags.ReadAsync(parsed, host, cancel), Options(parsed, host), cancel);
        }));
        return command;
    }

    private static DeployOptions Options(ParseResult parsed, HostOptions host) => new()
    {
        PlanOnly = parsed.GetValue(PlanOnly),
        Output = Path.GetFullPath(parsed.GetValue(Output) ?? Path.Combine(host.Repository, "artifacts", "deploy")),
        Force = parsed.GetValue(Force),
        Package = parsed.GetValue(NoPackage) ? null : PackageCommand.Read(parsed),
        SmokePath = parsed.GetValue(NoSmoke) ? null : parsed.GetRequiredValue(SmokePath),
        SmokePayload = parsed.GetRequiredValue(SmokePayload) is { Length: > 0 } payload ? payload : null,
    };
}

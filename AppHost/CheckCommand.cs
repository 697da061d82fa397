using System.CommandLine;
using PrivateInvoke;
using PrivateInvoke.Paths;

namespace AppHost;

/// <summary>The options of <c>check</c>.</summary>
internal static class CheckCommand
{
    private static readonly Option<string?> Format = Choice("--format", "How the report is written.");

    private static readonly Option<string?> Output = new("--output")
    {
        Description = "Write the report to this file. Default: standard output.",
        HelpName = "FILE",
    };

    private static readonly Option<string?> Caller = new("--caller")
    {
        Description = "Only paths from this function: an address, a name, or either with *.",
        HelpName = "FUNCTION",
    };

    private static readonly Option<string?> Callee = new("--callee")
    {
        Description = "Only paths to this function: as --caller, or the ARN of a function elsewhere.",
        HelpName = "FUNCTION",
    };

    private static readonly Option<string> Service = new("--service")
    {
        Description = "The AWS API that is called, as in com.amazonaws.REGION.SERVICE. Another one than lambda has no callee.",
        DefaultValueFactory = _ => "lambda",
        HelpName = "SERVICE",
    };

    public static Command Build()
    {
        var command = new Command(
            "check",
            """
            Judge every invoke path of a Terraform configuration, or of a plan or state in JSON, and name what blocks it. Nothing is started.

            Exit codes: 0 all paths are reachable, 1 one is blocked, 3 none is blocked and one is undecided, 2 bad input or no path, 130 interrupted.
            """);
        command.Add(Cli.Infra);
        command.Add(Cli.Var);
        command.Add(PlanFile.Option);
        command.Add(Format);
        command.Add(Output);
        command.Add(Caller);
        command.Add(Callee);
        command.Add(Service);
        command.Add(Cli.Terraform);
        command.SetAction((parsed, cancel) => CheckVerb.RunAsync(PlanFile.SourceOf(parsed), Options(parsed), cancel));
        return command;
    }

    private static CheckOptions Options(ParseResult parsed)
    {
        var query = new PathQuery
        {
            Caller = parsed.GetValue(Caller),
            Callee = parsed.GetValue(Callee),
            Service = parsed.GetRequiredValue(Service),
        };
        if (query is { Service: not "lambda", Callee: not null })
            throw new ProblemException($"--service {query.Service} has no function to call, and --callee names one.", "Leave one of the two out.");

        return new CheckOptions { Query = query, Format = parsed.GetValue(Format)!, Output = parsed.GetValue(Output) };
    }

    private static Option<string?> Choice(string name, string description)
    {
        var option = new Option<string?>(name)
        {
            Description = description,
            DefaultValueFactory = _ => "text",
            HelpName = string.Join('|', CheckFormats.Names),
        };
        return option.AcceptOnlyFromAmong([.. CheckFormats.Names]);
    }
}

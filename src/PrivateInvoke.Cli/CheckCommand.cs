using System.CommandLine;
using PrivateInvoke.Cloud;
using PrivateInvoke.Paths;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Cli;

/// <summary><c>check [--infra DIR | --plan FILE]</c></summary>
internal static class CheckCommand
{
    private static readonly Option<string> Format = new Option<string>("--format")
    {
        Description = "How the report is written.",
        DefaultValueFactory = _ => "text",
        HelpName = string.Join('|', CheckReport.Formats),
    }.AcceptOnlyFromAmong([.. CheckReport.Formats]);

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

    private static readonly Option<bool> Watch = new("--watch")
    {
        Description = "Judge again at each save, until Ctrl+C: what has changed comes first.",
    };

    private static readonly Option<bool> Suggest = new("--suggest")
    {
        Description = "Print the smallest patch that mends each path, after the plan was judged with it, in place of the report.",
    };

    private static readonly Option<bool> Policy = new("--policy")
    {
        Description = "Print the least identity, endpoint and resource policies for the paths, in place of the report.",
    };

    public static Command Build()
    {
        var command = new Command(
            "check",
            """
            Judge every invoke path of a Terraform configuration, or of a plan or state in JSON, and name what blocks it. Nothing is started.

            Exit codes: 0 all paths are reachable, 1 one is blocked, 3 none is blocked and one is undecided, 2 bad input or no path, 130 interrupted.
            With private-invoke.json: 0 all paths are as it expects, 1 one is not, 3 of one it is not known.
            """);
        PlanSource.AddTo(command);
        command.Add(Format);
        command.Add(Output);
        command.Add(Caller);
        command.Add(Callee);
        command.Add(Service);
        ConfigFlag.AddTo(command);
        command.Add(Suggest);
        command.Add(Policy);
        command.Add(Watch);
        command.SetAction((parsed, cancel) => parsed.GetValue(Watch)
            ? CheckWatch.RunAsync(Watched(parsed), Query(parsed), cancel)
            : RunAsync(parsed, cancel));
        return command;
    }

    /// <summary>Patches and policies have two forms.</summary>
    private static string FormatOf(ParseResult parsed)
    {
        var format = parsed.GetRequiredValue(Format);
        if (parsed.GetValue(Suggest) && parsed.GetValue(Policy))
            throw new ProblemException("--suggest and --policy each write one document.", "Leave one of the two out.");

        return format is "text" or "json" || !(parsed.GetValue(Suggest) || parsed.GetValue(Policy))
            ? format
            : throw new ProblemException($"{(parsed.GetValue(Suggest) ? "--suggest" : "--policy")} is written as text or json, and --format says {format}.", "Leave one of the two out.");
    }

    private static RootModule Watched(ParseResult parsed)
    {
        if (parsed.GetRequiredValue(Format) != "text" || parsed.GetValue(Output) is not null || parsed.GetValue(Suggest) || parsed.GetValue(Policy))
            throw new ProblemException("--watch shows each verdict on the screen, and --format, --output, --suggest and --policy write one report.", "Leave --watch out, or the others.");

        return PlanSource.Read(parsed) is PlanSource.Folder { Module: var module }
            ? module
            : throw new ProblemException("--watch plans what is saved, and --plan is a plan already.", "Leave --plan out, and name the root module with --infra.");
    }

    private static PathQuery Query(ParseResult parsed)
    {
        var query = new PathQuery
        {
            Caller = parsed.GetValue(Caller),
            Callee = parsed.GetValue(Callee),
            Service = parsed.GetRequiredValue(Service),
        };
        if (query is { Service: not "lambda", Callee: not null })
            throw new ProblemException($"--service {query.Service} has no function to call, and --callee names one.", "Leave one of the two out.");

        return query;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var terminal = Terminal.Of(parsed);
        var source = PlanSource.Read(parsed);
        var file = parsed.GetValue(Output);
        // Before the plan, which takes longer.
        var question = new CheckQuestion(
            source,
            Query(parsed),
            ConfigFlag.Read(parsed, source, TimeProvider.System),
            parsed.GetValue(Suggest) ? CheckDocument.Fixes : parsed.GetValue(Policy) ? CheckDocument.Policies : CheckDocument.Report,
            FormatOf(parsed),
            file is null && terminal.HasColor);
        var (plan, findings) = await source.ReadAsync(cancel);
        var outcome = CheckOutcome.Of(plan, findings, question);
        await WriteAsync(terminal, outcome.Document, question.Format, file, cancel);
        foreach (var warning in outcome.Warnings)
            terminal.Warning(warning);
        if (file is not null)
            terminal.Line($"{outcome.Summary} The report is in {file}.");
        if (!plan.IsSettled && outcome.ExitCode == ExitCode.Undecided && source is PlanSource.File)
            terminal.Note("A plan file does not say which resource an id means that is known after the apply. --infra DIR plans again and finds out.");

        return outcome.ExitCode;
    }

    private static async Task WriteAsync(Terminal terminal, byte[] document, string format, string? file, CancellationToken cancel)
    {
        if (file is null)
        {
            await terminal.WriteAsync(format is "text" or "markdown" ? document : [.. document, (byte)'\n'], cancel);
            return;
        }

        try
        {
            await File.WriteAllBytesAsync(terminal.Full(file), document, cancel);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException($"--output '{file}' cannot be written: {e.Message}", "Name a file in a folder that exists and that you may write to.", e);
        }
    }

    /// <summary>A check that had nothing to check has not passed.</summary>
    internal static ProblemException Nothing(PlanSource source, CloudModel model, PathQuery query)
    {
        var functions = model.Functions.Count == 1 ? "1 function" : $"{model.Functions.Count} functions";
        return model.Functions.Count == 0
            ? new($"'{source.Name}' has no Lambda function: there is no path to check.", "Name another root module with --infra, or another plan with --plan.")
            : query is { Caller: null, Callee: null } && HasUnknownEnvironment(model)
            ? new(
                $"'{source.Name}' has {functions}, and nothing that is known of their environments, roles and permissions says that one invokes another.",
                "Plan the configuration itself with --infra, where more is known, or name both with --caller and --callee.")
            : query is { Caller: null, Callee: null }
            ? new(
                $"'{source.Name}' has {functions}, and no environment variable, role policy or permission says that one invokes another.",
                "Name both with --caller and --callee, or another AWS API with --service.")
            : new(
                $"'{source.Name}' has {functions}, and nothing says that {query.Caller ?? "one"} invokes {query.Callee ?? "another"}.",
                "Name both with --caller and --callee.");
    }

    private static bool HasUnknownEnvironment(CloudModel model) => model.Functions.Any(function =>
        function.Environment.Match(known => known.Values.Any(value => value is Planned<string>.Unknown), () => true, () => false));
}

using System.CommandLine;
using PrivateInvoke.Cloud;
using PrivateInvoke.Expectations;
using PrivateInvoke.Explorer;
using PrivateInvoke.Explorer.Report;
using PrivateInvoke.Paths;

namespace PrivateInvoke.Cli;

/// <summary><c>diff BASE [HEAD]</c></summary>
internal static class DiffCommand
{
    private static readonly Argument<string> Base = new("BASE")
    {
        Description = "A folder with a root module, a plan or state in JSON, or a commit, branch or tag.",
    };

    private static readonly Argument<string?> Head = new("HEAD")
    {
        Description = "As BASE. Default: the root module as it is in the working tree.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<string> Format = new Option<string>("--format")
    {
        Description = "How the differences are written.",
        DefaultValueFactory = _ => "text",
        HelpName = "text|json|markdown|html",
    }.AcceptOnlyFromAmong("text", "json", "markdown", "html");

    private static readonly Option<string?> Output = new("--output")
    {
        Description = "Write the differences to this file. Default: standard output.",
        HelpName = "FILE",
    };

    public static Command Build()
    {
        var command = new Command(
            "diff",
            """
            Say which invoke paths open, close or change a hop between two configurations. Nothing is started, and the repository is only read.

            Exit codes: 0 nothing has become worse, 1 a path closed, or one opened that private-invoke.json wants blocked, 3 of one it is not known, 2 bad input.
            """);
        command.Add(Base);
        command.Add(Head);
        ModuleFlags.AddTo(command);
        command.Add(Format);
        command.Add(Output);
        ConfigFlag.AddTo(command);
        command.SetAction((parsed, cancel) => RunAsync(parsed, cancel));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var module = ModuleFlags.Read(parsed);
        var (before, after) = (parsed.GetRequiredValue(Base), parsed.GetValue(Head));
        if (before == "-" && after == "-")
            throw new ProblemException("BASE and HEAD are both standard input.", "Name a file for one of them.");

        var expectations = ConfigFlag.Read(parsed, Configured(module, after), TimeProvider.System);
        var (report, old, now) = await ReadBothAsync(module, before, after, expectations, cancel);
        await WriteAsync(module.Terminal, report, old, now, parsed.GetRequiredValue(Format), parsed.GetValue(Output), cancel);
        return report.Worst switch
        {
            Outcome.Failed => ExitCode.Blocked,
            Outcome.Undecided => ExitCode.Undecided,
            _ => ExitCode.Success,
        };
    }

    /// <summary>Beside which root module the file of expectations is looked for.</summary>
    private static PlanSource Configured(RootModule module, string? after) =>
        after is null ? new PlanSource.Folder(module)
        : after == "-" || File.Exists(module.Terminal.Full(after)) ? new PlanSource.File(after, module.Terminal)
        : new PlanSource.Folder(Directory.Exists(module.Terminal.Full(after)) ? module with { Directory = module.Terminal.Full(after) } : module);

    /// <param name="after">Null is the root module as it is.</param>
    public static async Task<DiffReport> CompareAsync(RootModule module, string before, string? after, ExpectationFile? expectations, CancellationToken cancel) =>
        (await ReadBothAsync(module, before, after, expectations, cancel)).Report;

    private static async Task<(DiffReport Report, ExploredPlan Before, ExploredPlan After)> ReadBothAsync(
        RootModule module, string before, string? after, ExpectationFile? expectations, CancellationToken cancel)
    {
        var old = await ReadAsync(module, before, cancel);
        var now = after is null ? await ReadAsync(module, cancel) : await ReadAsync(module, after, cancel);
        var judged = JudgedPaths.Judge(now.Model, new PathQuery(), expectations);
        return (DiffReport.Between(before, after ?? module.Name, Before(old.Model, judged, expectations), judged), old, now);
    }

    /// <summary>What the file names is asked of both, but for functions that the older one does not have yet.</summary>
    private static List<InvokePath> Before(CloudModel old, JudgedPaths judged, ExpectationFile? expectations)
    {
        var found = PathFinder.Find(old).ToList();
        if (expectations is null)
            return found;

        foreach (var path in judged.Paths.Where(path => !found.Exists(other => other.Caller == path.Caller && other.Callee == path.Callee && other.Service == path.Service)))
        {
            if (path is { Caller.Address: { } caller, Callee.Address: { } callee } && old.Functions.Find(caller) is { } from && old.Functions.Find(callee) is { } to)
                found.Add(PathJudge.Judge(old, from, CalleeReferenceOf(to, path), path.Service));
            else if (path is { Caller.Address: { } alone, Service: not "lambda" } && old.Functions.Find(alone) is { } only)
                found.Add(PathJudge.Judge(old, only, null, path.Service));
        }

        return found;
    }

    private static CalleeReference CalleeReferenceOf(Function function, InvokePath path) => CalleeReference.Of(function, path.Callee.Qualifier);

    /// <summary>A plan as BASE and HEAD name it.</summary>
    public static async Task<ExploredPlan> ReadAsync(RootModule module, string named, CancellationToken cancel)
    {
        if (named == "-" || File.Exists(module.Terminal.Full(named)))
            return ExploredPlan.Of((await new PlanSource.File(named, module.Terminal).ReadAsync(cancel)).Plan);
        if (Directory.Exists(module.Terminal.Full(named)))
            return await ReadAsync(module with { Directory = module.Terminal.Full(named) }, cancel);

        await using var tree = await GitTree.CheckOutAsync(module, named, cancel);
        return await ReadAsync(tree.Module, cancel);
    }

    private static async Task<ExploredPlan> ReadAsync(RootModule module, CancellationToken cancel) => ExploredPlan.Of((await module.PlanAsync(cancel)).Plan);

    private static async Task WriteAsync(Terminal terminal, DiffReport report, ExploredPlan before, ExploredPlan after, string format, string? file, CancellationToken cancel)
    {
        using var text = new StringWriter();
        if (format == "text")
            report.WriteText(text, file is null && terminal.HasColor);
        else if (format == "html")
            text.Write($"{HtmlReport.Render(report, before, after)}\n");
        else
            text.Write((format == "json" ? report.Json() : report.Markdown()).TrimEnd('\n') + "\n");
        if (file is null)
        {
            terminal.Line(text.ToString().TrimEnd('\n'));
            return;
        }

        try
        {
            await File.WriteAllTextAsync(terminal.Full(file), text.ToString(), cancel);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException($"--output '{file}' cannot be written: {e.Message}", "Name a file in a folder that exists and that you may write to.", e);
        }

        terminal.Line($"{report.Summary} The report is in {file}.");
    }
}

using System.CommandLine;
using PrivateInvoke.Paths;

namespace PrivateInvoke.Cli;

/// <summary><c>explain [CODE]…</c></summary>
internal static class ExplainCommand
{
    private static readonly Argument<string[]> Codes = new("CODE")
    {
        Description = "A code of a report, such as ENI_SG_RULES_MISMATCH. Default: all of them.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<string> Format = new Option<string>("--format")
    {
        Description = "How the codes are written; markdown is the page docs/codes.md.",
        DefaultValueFactory = _ => "text",
        HelpName = "text|json|markdown",
    }.AcceptOnlyFromAmong("text", "json", "markdown");

    public static Command Build()
    {
        var command = new Command("explain", "Say what a code of a report means, how it looks to the caller, how it is fixed, and on which page AWS describes it.");
        command.Add(Codes);
        command.Add(Format);
        command.SetAction(parsed => Run(Terminal.Of(parsed), parsed.GetValue(Codes) ?? [], parsed.GetRequiredValue(Format)));
        return command;
    }

    private static int Run(Terminal terminal, string[] names, string format)
    {
        if (format == "markdown" && names.Length > 0)
            throw new ProblemException("--format markdown writes the page of all codes, and CODE names some.", "Leave one of the two out.");

        IReadOnlyList<HopCode> codes = names.Length == 0 ? HopCode.All : [.. names.Select(HopCode.Find)];
        terminal.Line((format switch
        {
            "json" => CodeReport.Json(codes),
            "markdown" => CodeReport.Markdown(),
            _ => names.Length == 0 ? CodeReport.List(codes) : CodeReport.Text(codes),
        }).TrimEnd('\n'));
        return ExitCode.Success;
    }
}

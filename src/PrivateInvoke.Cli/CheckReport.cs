using System.Text;
using PrivateInvoke.Expectations;
using PrivateInvoke.Explorer;
using PrivateInvoke.Explorer.Report;
using PrivateInvoke.Paths;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Cli;

/// <summary>The verdicts of a check, and the forms in which they are written.</summary>
/// <param name="Module">What was planned; null for a plan read from a file.</param>
internal sealed record CheckReport(JudgedPaths Judged, RootModule? Module, bool Color)
{
    /// <summary>What the paths were found in: a map is drawn from it.</summary>
    public ExploredPlan Plan { get; init; } = ExploredPlan.Empty;

    /// <summary>What was judged, as it was given.</summary>
    public string Source { get; init; } = "";

    private static readonly Dictionary<string, Action<Stream, CheckReport>> All = new()
    {
        ["text"] = WriteText,
        ["json"] = (stream, report) => JsonReport.Write(stream, report.Judged),
        ["sarif"] = (stream, report) => SarifReport.Write(stream, report.Judged, Locations(report)),
        ["markdown"] = (stream, report) => stream.Write(Encoding.UTF8.GetBytes(MarkdownReport.Write(report.Summary, report.Judged))),
        ["junit"] = (stream, report) => JUnitReport.Write(stream, report.Judged),
        ["html"] = (stream, report) => HtmlReport.Write(stream, report.Module?.Sources() is { } sources ? report.Plan with { Locate = sources.Find, Written = sources.Written } : report.Plan,
            report.Paths, report.Source, path => !report.Judged.IsToBeClosed(path)),
    };

    public CheckReport(IReadOnlyList<InvokePath> paths, RootModule? module, bool color)
        : this(new JudgedPaths(null, paths), module, color)
    {
    }

    public IReadOnlyList<InvokePath> Paths => Judged.Paths;

    public static IEnumerable<string> Formats => All.Keys;

    public int ExitCode => Judged.Worst switch
    {
        Outcome.Failed => Cli.ExitCode.Blocked,
        Outcome.Undecided => Cli.ExitCode.Undecided,
        _ => Cli.ExitCode.Success,
    };

    /// <summary><c>3 paths: 1 Reachable, 2 Blocked.</c></summary>
    public string Summary
    {
        get
        {
            var counts = Paths.CountBy(path => path.Verdict).OrderBy(pair => pair.Key).Select(pair => $"{pair.Value} {pair.Key}");
            var text = $"{Paths.Count} {(Paths.Count == 1 ? "path" : "paths")}: {string.Join(", ", counts)}.";
            return Judged.File is not { } file ? text
                : Paths.Count(path => Judged.Of(path) is not Outcome.Expected) is > 0 and var other ? $"{text} {other} not as {file.Name} expects."
                : $"{text} All as {file.Name} expects.";
        }
    }

    public void Write(Stream stream, string format) => All[format](stream, this);

    /// <summary>A plan file has no lines to show.</summary>
    private static Func<string, SourceLocation?> Locations(CheckReport report) => report.Module?.Sources() is { } sources ? sources.Find : _ => null;

    private static void WriteText(Stream stream, CheckReport report)
    {
        using var text = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        foreach (var path in report.Paths)
        {
            TextReport.Write(text, path, report.Color);
            WriteExpectation(text, report.Judged, path);
            text.WriteLine();
        }

        text.WriteLine(report.Summary);
    }

    private static void WriteExpectation(StreamWriter text, JudgedPaths judged, InvokePath path)
    {
        if (judged.IsToBeClosed(path))
            text.WriteLine($"  {judged.File!.Name}: this path has to be Blocked{(judged.Of(path) is Outcome.Expected ? "" : ", and is not known to be")}.");
        foreach (var accepted in path.Hops.Select(hop => judged.AcceptedBy(path, hop)).OfType<Acceptance>().Distinct())
            text.WriteLine($"  accepted until {accepted.Until:yyyy-MM-dd}: {accepted} ({accepted.Reason})");
    }
}

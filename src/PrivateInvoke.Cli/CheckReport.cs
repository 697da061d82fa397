using System.Text;
using PrivateInvoke.Cloud;
using PrivateInvoke.Explorer.Report;
using PrivateInvoke.Paths;
using PrivateInvoke.Plan;
using PrivateInvoke.Terraform;

namespace PrivateInvoke.Cli;

/// <summary>The verdicts of a check, and the forms in which they are written.</summary>
/// <param name="Root">The root module's folder; null for a plan read from a file.</param>
internal sealed record CheckReport(IReadOnlyList<InvokePath> Paths, string? Root, bool Color)
{
    /// <summary>What the paths were found in: a map is drawn from it.</summary>
    public CloudModel Model { get; init; } = new() { Region = Planned<string>.Unknown.Instance };

    /// <summary>What was judged, as it was given.</summary>
    public string Source { get; init; } = "";

    private static readonly Dictionary<string, Action<Stream, CheckReport>> All = new()
    {
        ["text"] = WriteText,
        ["json"] = (stream, report) => JsonReport.Write(stream, report.Paths),
        ["html"] = (stream, report) => HtmlReport.Write(stream, report.Model, report.Paths, Locations(report), report.Source),
        ["sarif"] = (stream, report) => SarifReport.Write(stream, report.Paths, Locations(report)),
    };

    public static IEnumerable<string> Formats => All.Keys;

    /// <summary>One blocked path is a failure, whatever else is undecided.</summary>
    public int ExitCode =>
        Paths.Any(path => path.Verdict is Verdict.Blocked) ? Cli.ExitCode.Blocked
        : Paths.Any(path => path.Verdict is Verdict.Undecided) ? Cli.ExitCode.Undecided
        : Cli.ExitCode.Success;

    /// <summary><c>3 paths: 1 Reachable, 2 Blocked.</c></summary>
    public string Summary
    {
        get
        {
            var counts = Paths.CountBy(path => path.Verdict).OrderBy(pair => pair.Key).Select(pair => $"{pair.Value} {pair.Key}");
            return $"{Paths.Count} {(Paths.Count == 1 ? "path" : "paths")}: {string.Join(", ", counts)}.";
        }
    }

    public void Write(Stream stream, string format) => All[format](stream, this);

    /// <summary>Files as the repository's root sees them, which is what a code host wants. A plan file has no lines to show.</summary>
    private static Func<string, SourceLocation?> Locations(CheckReport report) =>
        report.Root is { } root ? SourceMap.Read(root, Repository.Of(root)).Find : _ => null;

    private static void WriteText(Stream stream, CheckReport report)
    {
        using var text = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        foreach (var path in report.Paths)
        {
            TextReport.Write(text, path, report.Color);
            text.WriteLine();
        }

        text.WriteLine(report.Summary);
    }
}

using System.Text;
using PrivateInvoke.Paths;
using PrivateInvoke.Plan;
using PrivateInvoke.Terraform;

namespace AppHost;

/// <summary>What the report of <c>check</c> can be written as.</summary>
internal static class CheckFormats
{
    private static readonly Dictionary<string, Action<Stream, CheckReport>> All = new()
    {
        ["text"] = WriteText,
        ["json"] = (stream, report) => JsonReport.Write(stream, report.Paths),
        ["sarif"] = (stream, report) => SarifReport.Write(stream, report.Paths, Locations(report)),
    };

    public static IEnumerable<string> Names => All.Keys;

    public static void Write(Stream stream, string format, CheckReport report) => All[format](stream, report);

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

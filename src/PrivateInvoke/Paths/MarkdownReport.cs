using System.Text;
using PrivateInvoke.Expectations;

namespace PrivateInvoke.Paths;

/// <summary>Paths as GitHub-flavoured Markdown, for a pull request's comment or a job's summary.</summary>
internal static class MarkdownReport
{
    public static string Write(string summary, JudgedPaths judged)
    {
        var text = new StringBuilder($"### PrivateInvoke: {Escaped(summary)}\n\n| | path | verdict | via |\n| --- | --- | --- | --- |\n");
        foreach (var path in judged.Paths)
        {
            var expected = judged.IsToBeClosed(path) ? " (to be Blocked)" : "";
            text.Append($"| {Mark(judged.Of(path))} | {Ends(path)} | **{path.Verdict}**{expected} | {(path.Via is Via.None ? "" : TextReport.Words(path.Via.ToString()))} |\n");
        }

        foreach (var path in judged.Paths.Where(path => path.Hops.Any(IsFinding)))
        {
            text.Append($"\n<details{(judged.Of(path) is Outcome.Expected ? "" : " open")}><summary>{Html($"{path.Caller.Name} → {path.Callee.Name}")}</summary>\n\n");
            foreach (var hop in path.Hops.Where(IsFinding))
                Append(text, hop, judged.AcceptedBy(path, hop));
            text.Append("\n</details>\n");
        }

        return text.ToString();
    }

    public static string Ends(InvokePath path) => $"{Code(path.Caller.Name)} → {Code(path.Callee.Name)}";

    public static void Append(StringBuilder text, Hop hop, Acceptance? accepted = null)
    {
        var at = hop.Address is { } address ? $" at {Code(address)}{(hop.Attribute is { } attribute ? $" ({Code(attribute)})" : "")}" : "";
        text.Append($"- {(accepted is null ? Mark(hop.Result) : "☑")} **{hop.Kind.Words()}** {Code(hop.Code)}{at}: {Escaped(hop.Message)}\n");
        if (accepted is not null)
            text.Append($"  Accepted until {accepted.Until:yyyy-MM-dd}: {Escaped(accepted.Reason)}\n");
        else if (hop.Fix is { } fix)
            text.Append($"  **Fix**: {Escaped(fix)}\n");
    }

    private static bool IsFinding(Hop hop) => hop.Result is HopResult.Blocked or HopResult.Undecided or HopResult.Warning;

    private static string Mark(Outcome outcome) => outcome switch
    {
        Outcome.Expected => "✅",
        Outcome.Failed => "❌",
        _ => "❔",
    };

    private static string Mark(HopResult result) => result switch
    {
        HopResult.Blocked => "❌",
        HopResult.Undecided => "❔",
        HopResult.Warning => "⚠️",
        _ => "✅",
    };

    /// <summary>In a code span nothing is markup; a bar would still end a table's cell.</summary>
    public static string Code(string text)
    {
        var plain = text.ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal);
        return plain.Contains('`', StringComparison.Ordinal) ? $"`` {plain} ``" : $"`{plain}`";
    }

    /// <summary>What a plan says is text, whatever it looks like: no link, no mention, no HTML.</summary>
    public static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text.ReplaceLineEndings(" "))
        {
            if (c is '\\' or '`' or '*' or '_' or '[' or ']' or '<' or '>' or '|' or '#' or '~' or '&' or '@' or '!')
                escaped.Append(c is '@' or '&' or '<' or '>' ? $"&#{(int)c};" : $"\\{c}");
            else
                escaped.Append(c);
        }

        return escaped.ToString();
    }

    private static string Html(string text) => System.Net.WebUtility.HtmlEncode(text.ReplaceLineEndings(" "));
}

using System.Text;
using PrivateInvoke.Paths;

namespace Aspire.Hosting;

/// <summary>Invoke paths as the dashboard shows them.</summary>
internal static class PathReport
{
    /// <summary>A path and its hops: a table, and below it what is to be changed.</summary>
    public static string Markdown(IReadOnlyList<InvokePath> paths)
    {
        if (paths.Count == 0)
            return "No function invokes another one in this plan.";

        var text = new StringBuilder();
        foreach (var path in paths)
        {
            text.Append("### ").Append(Name(path)).Append(": ").Append(path.Verdict).Append("\n\n| hop | result | found |\n| --- | --- | --- |\n");
            foreach (var hop in path.Hops)
                text.Append("| ").Append(hop.Kind.Words()).Append(" | ").Append(hop.Result).Append(" | ").Append(Cell(hop.Message)).Append(" |\n");

            text.Append('\n');
            foreach (var hop in path.Hops.Where(hop => hop.Fix is not null))
            {
                text.Append("- **").Append(hop.Kind.Words()).Append("**");
                if (hop.Address is { } address)
                    text.Append(" at `").Append(address).Append('`');
                text.Append(": ").Append(OneLine(hop.Fix!)).Append('\n');
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    /// <summary>The first hop that decides the verdict, what was found there, and what to change.</summary>
    public static string Line(InvokePath path)
    {
        var deciding = path.Blockers.FirstOrDefault() ?? path.Hops.FirstOrDefault(hop => hop.Result is HopResult.Undecided);
        if (deciding is null)
            return path.Verdict.ToString();

        var fix = deciding.Fix is { } change ? $" Fix: {change}" : "";
        return OneLine($"{path.Verdict} at {deciding.Kind.Words()}: {deciding.Message}{fix}");
    }

    public static string Name(InvokePath path) =>
        $"{path.Caller.Name} to {path.Callee.Name}{(path.Callee.Qualifier is { } qualifier ? $":{qualifier}" : "")}";

    public static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Cell(string text) => OneLine(text).Replace("|", "\\|", StringComparison.Ordinal);
}

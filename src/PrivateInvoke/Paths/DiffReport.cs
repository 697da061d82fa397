using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using PrivateInvoke.Expectations;

namespace PrivateInvoke.Paths;

/// <summary>How the paths of two plans differ, as text, JSON and Markdown.</summary>
/// <param name="Base">What the older plan is of, as it was named.</param>
/// <param name="Judged">The newer plan's paths, beside what is expected of them.</param>
internal sealed partial record DiffReport(string Base, string Head, IReadOnlyList<PathDifference> Differences, JudgedPaths Judged)
{
    public static DiffReport Between(string before, string after, IReadOnlyList<InvokePath> old, JudgedPaths judged) =>
        new(before, after, PathDifference.Between(old, judged.Paths), judged);

    /// <summary>
    /// What has become worse: a path that closed, one that opened and must not be reachable, and what is not known of either. Without a file
    /// of expectations, an opened path is an improvement.
    /// </summary>
    public Outcome Worst => Differences.Select(Of).DefaultIfEmpty(Outcome.Expected).Max();

    public Outcome Of(PathDifference difference) => difference switch
    {
        { After: null } or { Kind: Difference.Changed } => Outcome.Expected,
        { Kind: Difference.Opened or Difference.PerhapsOpened } when !Judged.IsToBeClosed(difference.After) => Outcome.Expected,
        _ => Judged.Of(difference.After),
    };

    /// <summary><c>1 path closed, 2 opened, 3 as before.</c></summary>
    public string Summary
    {
        get
        {
            var kinds = Differences.CountBy(difference => difference.Kind).OrderBy(pair => pair.Key)
                .Select((pair, i) => $"{pair.Value} {(i > 0 ? "" : pair.Value == 1 ? "path " : "paths ")}{pair.Key.Words()}").ToList();
            var same = Judged.Paths.Count - Differences.Count(difference => difference.After is not null);
            if (kinds.Count == 0)
                return $"No path differs{(same > 0 ? $"; {same} as before" : "")}.";

            return $"{string.Join(", ", same > 0 ? kinds.Append($"{same} as before") : kinds)}.";
        }
    }

    public void WriteText(TextWriter writer, bool color)
    {
        foreach (var difference in Differences)
        {
            if (difference.After is { } after)
            {
                writer.Write($"{difference.Kind.Words()}: ");
                TextReport.Write(writer, new PathChange(after, difference.Before?.Verdict, difference.Hops), color);
                if (Judged.IsToBeClosed(after) && Of(difference) is not Outcome.Expected)
                    writer.WriteLine($"  {Judged.File!.Name}: this path has to be Blocked.");
            }
            else
            {
                writer.WriteLine($"gone: {difference.Path.Caller.Name} -> {difference.Path.Callee.Name} (was {difference.Path.Verdict})");
            }

            writer.WriteLine();
        }

        writer.WriteLine($"{Base} -> {Head}: {Summary}");
    }

    public string Markdown()
    {
        var text = new StringBuilder($"### PrivateInvoke: {MarkdownReport.Escaped(Summary)}\n\n{MarkdownReport.Code(Base)} → {MarkdownReport.Code(Head)}\n");
        if (Differences.Count == 0)
            return text.ToString();

        text.Append("\n| | path | was | is |\n| --- | --- | --- | --- |\n");
        foreach (var difference in Differences)
            text.Append($"| {Mark(difference)} {difference.Kind.Words()} | {MarkdownReport.Ends(difference.Path)} | {difference.Before?.Verdict.ToString() ?? "–"} | {difference.After?.Verdict.ToString() ?? "–"} |\n");
        foreach (var difference in Differences.Where(difference => difference.Hops.Count > 0))
        {
            text.Append($"\n{MarkdownReport.Ends(difference.Path)} {difference.Kind.Words()}:\n\n");
            foreach (var hop in difference.Hops)
                MarkdownReport.Append(text, hop);
        }

        return text.ToString();
    }

    public string Json() => JsonSerializer.Serialize(
        new Report("1.0", Base, Head,
            [.. Differences.Select(difference => new DifferenceReport(
                difference.Kind, difference.Path.Caller.Address ?? difference.Path.Caller.Name, difference.Path.Callee.Address ?? difference.Path.Callee.Name,
                difference.Path.Callee.Qualifier, difference.Path.Service,
                Side.Of(difference.Before, difference.Former), Side.Of(difference.After, difference.Hops), Of(difference)))],
            Judged.Paths.Count - Differences.Count(difference => difference.After is not null)),
        DiffShapes.Default.Report);

    private string Mark(PathDifference difference) => Of(difference) switch
    {
        Outcome.Failed => "❌",
        Outcome.Undecided => "❔",
        _ => "✅",
    };

    internal sealed record Report(string FormatVersion, string Base, string Head, IReadOnlyList<DifferenceReport> Differences, int Unchanged);

    internal sealed record DifferenceReport(
        Difference Difference, string Caller, string Callee, string? Qualifier, string Service, Side? Before, Side? After, Outcome Outcome);

    internal sealed record Side(Verdict Verdict, Via Via, IReadOnlyList<JsonReport.HopReport> Hops)
    {
        public static Side? Of(InvokePath? path, IReadOnlyList<Hop> hops) => path is null ? null : new Side(
            path.Verdict, path.Via, [.. hops.Select(hop => new JsonReport.HopReport(hop.Kind, hop.Result, hop.Code, hop.Address, hop.Attribute, hop.Message, hop.Fix))]);
    }

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, WriteIndented = true)]
    [JsonSerializable(typeof(Report))]
    private sealed partial class DiffShapes : JsonSerializerContext;
}

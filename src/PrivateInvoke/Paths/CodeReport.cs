using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PrivateInvoke.Paths;

/// <summary>Codes of hops as text, JSON, and the page docs/codes.md.</summary>
internal static partial class CodeReport
{
    /// <summary>One code a paragraph.</summary>
    public static string Text(IReadOnlyList<HopCode> codes) => string.Join('\n', codes.Select(code => $"""
        {code.Code} ({Where(code)})
          means         {code.Meaning}
          caller sees   {code.CallerSees}
          fix           {code.Fix}
          page          {code.Page?.ToString() ?? "none of AWS's: this product's own word"}

        """.ReplaceLineEndings("\n")));

    /// <summary>One code a line.</summary>
    public static string List(IReadOnlyList<HopCode> codes)
    {
        var width = codes.Max(code => code.Code.Length);
        return string.Concat(codes.Select(code => $"{code.Code.PadRight(width)}  {code.Meaning}\n"));
    }

    public static string Json(IReadOnlyList<HopCode> codes) => JsonSerializer.Serialize(new Report("1.0", codes), CodeShapes.Default.Report);

    public static string Markdown()
    {
        var text = new StringBuilder("""
            # Codes

            What `code` of a hop says, in every report. Made from `src/PrivateInvoke/Paths/codes.tsv` by
            `private-invoke explain --format markdown`; a test holds it up to date. Codes that
            [the Reachability Analyzer](https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html) has keep its names.

            What blocks is *Undecided* where the plan leaves open whether the traffic goes that way.

            """.ReplaceLineEndings("\n"));
        foreach (var code in HopCode.All)
        {
            text.Append($"\n## {code.Code}\n\n{code.Meaning}\n\n");
            text.Append($"- **Where**: {Where(code)}\n- **The caller sees**: {code.CallerSees}\n- **Fix**: {code.Fix}\n");
            if (code.Page is { } page)
                text.Append($"- **Page**: <{page}>\n");
        }

        return text.ToString();
    }

    private static string Where(HopCode code) =>
        $"{(code.Hops.Count == 0 ? "any hop" : string.Join(", ", code.Hops.Select(hop => hop.Words())))}: {string.Join(" or ", code.Results)}";

    internal sealed record Report(string FormatVersion, IReadOnlyList<HopCode> Codes);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, WriteIndented = true)]
    [JsonSerializable(typeof(Report))]
    private sealed partial class CodeShapes : JsonSerializerContext;
}

using System.Text.Json;
using PrivateInvoke.Expectations;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Paths;

/// <summary>
/// SARIF 2.1.0 (OASIS, 2020), which code hosts show beside the line it speaks of: a result for each finding, however many paths meet it.
/// </summary>
public static class SarifReport
{
    /// <param name="locate">Where a Terraform address is written, or null.</param>
    public static void Write(Stream stream, IReadOnlyList<InvokePath> paths, Func<string, SourceLocation?> locate) =>
        Write(stream, new JudgedPaths(null, paths), locate);

    internal static void Write(Stream stream, JudgedPaths judged, Func<string, SourceLocation?> locate)
    {
        var findings = Finding.In(judged.Paths);
        var rules = findings.Select(finding => finding.Hop.Code).Distinct().Order(StringComparer.Ordinal).ToArray();

        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        json.WriteStartObject();
        WriteTool(json, rules, findings);
        json.WriteString("columnKind", "utf16CodeUnits");
        json.WriteStartArray("results");
        foreach (var finding in findings)
            WriteResult(json, finding, Array.IndexOf(rules, finding.Hop.Code), judged, locate);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteTool(Utf8JsonWriter json, string[] rules, IReadOnlyList<Finding> findings)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "PrivateInvoke");
        json.WriteStartArray("rules");
        foreach (var rule in rules)
        {
            var kinds = findings.Where(finding => finding.Hop.Code == rule).Select(finding => finding.Hop.Kind).Distinct().Order();
            json.WriteStartObject();
            json.WriteString("id", rule);
            Text(json, "shortDescription", $"{rule.Replace('_', ' ').ToLowerInvariant()} ({string.Join(", ", kinds)})");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter json, Finding finding, int rule, JudgedPaths judged, Func<string, SourceLocation?> locate)
    {
        var hop = finding.Hop;
        json.WriteStartObject();
        json.WriteString("ruleId", hop.Code);
        json.WriteNumber("ruleIndex", rule);
        json.WriteString("level", hop.Result is HopResult.Blocked ? "error" : "warning");
        Text(json, "message", finding.Text);
        json.WriteStartArray("locations");
        WriteLocation(json, finding, locate);
        json.WriteEndArray();
        WriteSuppression(json, finding, judged);
        json.WriteStartObject("partialFingerprints");
        json.WriteString("finding/v1", $"{hop.Kind}:{hop.Code}:{hop.Address}:{hop.Attribute}");
        json.WriteEndObject();
        json.WriteStartObject("properties");
        json.WriteString("hop", hop.Kind.ToString());
        json.WriteString("result", hop.Result.ToString());
        json.WriteStartArray("paths");
        foreach (var path in finding.Paths)
            json.WriteStringValue($"{path.Caller.Address ?? path.Caller.Name} -> {path.Callee.Address ?? path.Callee.Name}");
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>A code host closes what is accepted on every path, or is what a path that has to be blocked is blocked by.</summary>
    private static void WriteSuppression(Utf8JsonWriter json, Finding finding, JudgedPaths judged)
    {
        var reasons = finding.Paths.Select(path =>
            judged.AcceptedBy(path, finding.Hop)?.Reason ?? (judged.IsToBeClosed(path) ? $"{judged.File!.Name} says that this path has to be blocked." : null)).ToArray();
        if (Array.Exists(reasons, reason => reason is null))
            return;

        json.WriteStartArray("suppressions");
        json.WriteStartObject();
        json.WriteString("kind", "external");
        json.WriteString("justification", string.Join(" ", reasons.Distinct()));
        json.WriteEndObject();
        json.WriteEndArray();
    }

    // A finding about nothing that is written here belongs to the caller, which is.
    private static void WriteLocation(Utf8JsonWriter json, Finding finding, Func<string, SourceLocation?> locate)
    {
        var caller = finding.Paths[0].Caller.Address;
        var at = (finding.Hop.Address is { } own ? locate(own) : null) ?? (caller is null ? null : locate(caller));
        var address = finding.Hop.Address ?? caller;
        if (at is null && address is null)
            return;

        json.WriteStartObject();
        if (at is not null)
        {
            json.WriteStartObject("physicalLocation");
            json.WriteStartObject("artifactLocation");
            json.WriteString("uri", UriOf(at.File));
            json.WriteEndObject();
            if (at.Line > 0)
            {
                json.WriteStartObject("region");
                json.WriteNumber("startLine", at.Line);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        if (address is not null)
        {
            json.WriteStartArray("logicalLocations");
            json.WriteStartObject();
            json.WriteString("fullyQualifiedName", address);
            json.WriteString("kind", "resource");
            json.WriteEndObject();
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static string UriOf(string file) =>
        Path.IsPathRooted(file) ? new Uri(file).AbsoluteUri : string.Join('/', file.Split('/').Select(Uri.EscapeDataString));

    private static void Text(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    /// <summary>One thing to look at, and the paths that meet it.</summary>
    private sealed record Finding(Hop Hop, IReadOnlyList<InvokePath> Paths)
    {
        public string Text
        {
            get
            {
                var first = $"{Paths[0].Caller.Name} -> {Paths[0].Callee.Name}{(Paths.Count > 1 ? $" and {Paths.Count - 1} more" : "")}";
                var message = Hop.Message.EndsWith('.') ? Hop.Message : $"{Hop.Message}.";
                return $"{first}: {message}{(Hop.Fix is { } fix ? $" Fix: {fix}" : "")}";
            }
        }

        public static IReadOnlyList<Finding> In(IReadOnlyList<InvokePath> paths) =>
        [
            .. paths.SelectMany(path => path.Hops, (path, hop) => (path, hop))
                .Where(pair => pair.hop.Result is HopResult.Blocked or HopResult.Undecided or HopResult.Warning)
                .GroupBy(pair => pair.hop, pair => pair.path)
                .Select(same => new Finding(same.Key, [.. same])),
        ];
    }
}

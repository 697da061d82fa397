using System.Text.Json;
using System.Text.Json.Serialization;
using PrivateInvoke.Expectations;

namespace PrivateInvoke.Paths;

/// <summary>The stable form for other programs; its version changes with its shape.</summary>
public static partial class JsonReport
{
    public static void Write(Stream stream, IReadOnlyList<InvokePath> paths) =>
        JsonSerializer.Serialize(stream, ReportOf(paths), Shapes.Default.Report);

    public static string Write(IReadOnlyList<InvokePath> paths) => JsonSerializer.Serialize(ReportOf(paths), Shapes.Default.Report);

    internal static void Write(Stream stream, JudgedPaths judged) =>
        JsonSerializer.Serialize(stream, ReportOf(judged.Paths, judged.File is null ? null : judged), Shapes.Default.Report);

    private static Report ReportOf(IReadOnlyList<InvokePath> paths, JudgedPaths? judged = null) => new("1.0",
    [
        .. paths.Select(path => new PathReport(
            path.Caller.Address ?? path.Caller.Name, path.Callee.Address ?? path.Callee.Name, path.Callee.Qualifier, path.Service, path.Verdict, path.Via,
            [.. path.Hops.Select(hop => new HopReport(hop.Kind, hop.Result, hop.Code, hop.Address, hop.Attribute, hop.Message, hop.Fix)
            {
                Accepted = judged?.AcceptedBy(path, hop) is { } accepted ? new AcceptedReport(accepted.Reason, accepted.Until) : null,
            })])
        {
            Expected = judged is null ? null : judged.IsToBeClosed(path) ? Verdict.Blocked : Verdict.Reachable,
            Outcome = judged?.Of(path),
        }),
    ]);

    internal sealed record Report(string FormatVersion, IReadOnlyList<PathReport> Paths);

    internal sealed record PathReport(string Caller, string Callee, string? Qualifier, string Service, Verdict Verdict, Via Via, IReadOnlyList<HopReport> Hops)
    {
        /// <summary>What the file of expectations says; left out where there is none.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public Verdict? Expected { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public Outcome? Outcome { get; init; }
    }

    internal sealed record HopReport(
        [property: JsonPropertyName("hop")] HopKind Kind, HopResult Result, string Code, string? Address, string? Attribute, string Message, string? Fix)
    {
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public AcceptedReport? Accepted { get; init; }
    }

    internal sealed record AcceptedReport(string Reason, DateOnly Until);

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, WriteIndented = true)]
    [JsonSerializable(typeof(Report))]
    private sealed partial class Shapes : JsonSerializerContext;
}

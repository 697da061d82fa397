using System.Text.Json;
using System.Text.Json.Serialization;

namespace PrivateInvoke.Paths;

/// <summary>The stable form for other programs; its version changes with its shape.</summary>
public static partial class JsonReport
{
    public static void Write(Stream stream, IReadOnlyList<InvokePath> paths) =>
        JsonSerializer.Serialize(stream, ReportOf(paths), Shapes.Default.Report);

    public static string Write(IReadOnlyList<InvokePath> paths) => JsonSerializer.Serialize(ReportOf(paths), Shapes.Default.Report);

    private static Report ReportOf(IReadOnlyList<InvokePath> paths) => new("1.0",
    [
        .. paths.Select(path => new PathReport(
            path.Caller.Address ?? path.Caller.Name, path.Callee.Address ?? path.Callee.Name, path.Callee.Qualifier, path.Service, path.Verdict, path.Via,
            [.. path.Hops.Select(hop => new HopReport(hop.Kind, hop.Result, hop.Code, hop.Address, hop.Attribute, hop.Message, hop.Fix))])),
    ]);

    internal sealed record Report(string FormatVersion, IReadOnlyList<PathReport> Paths);

    internal sealed record PathReport(string Caller, string Callee, string? Qualifier, string Service, Verdict Verdict, Via Via, IReadOnlyList<HopReport> Hops);

    internal sealed record HopReport(
        [property: JsonPropertyName("hop")] HopKind Kind, HopResult Result, string Code, string? Address, string? Attribute, string Message, string? Fix);

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, WriteIndented = true)]
    [JsonSerializable(typeof(Report))]
    private sealed partial class Shapes : JsonSerializerContext;
}

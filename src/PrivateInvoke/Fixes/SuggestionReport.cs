using System.Text.Json;
using System.Text.Json.Serialization;
using PrivateInvoke.Paths;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Fixes;

/// <summary>Suggestions as text, and as JSON for other programs.</summary>
internal static partial class SuggestionReport
{
    /// <param name="locate">Where a Terraform address is written, or null.</param>
    public static void WriteText(TextWriter writer, IReadOnlyList<Suggestion> suggestions, Func<string, SourceLocation?> locate)
    {
        foreach (var suggestion in suggestions)
        {
            writer.WriteLine($"{suggestion.Path.Caller.Name} -> {suggestion.Path.Callee.Name}: {(suggestion.Hop.Result is HopResult.Warning ? "a warning" : $"{suggestion.Path.Verdict}")} at {suggestion.Hop.Kind.Words()} ({suggestion.Hop.Code})");
            writer.WriteLine($"  {Sentence(suggestion)}");
            writer.WriteLine();
            foreach (var change in suggestion.Changes)
            {
                writer.WriteLine($"# {Where(change, locate)}");
                writer.WriteLine(change.Hcl);
            }
        }

        if (suggestions.Count == 0)
            writer.WriteLine("Nothing to mend.");
    }

    public static string Json(IReadOnlyList<Suggestion> suggestions, Func<string, SourceLocation?> locate) => JsonSerializer.Serialize(
        new Report("1.0",
        [
            .. suggestions.Select(one => new SuggestionJson(
                one.Path.Caller.Address ?? one.Path.Caller.Name, one.Path.Callee.Address ?? one.Path.Callee.Name, one.Path.Callee.Qualifier, one.Path.Service,
                one.Hop.Kind, one.Hop.Result, one.Hop.Code, one.Path.Verdict, one.With?.Verdict, one.Why,
                [.. one.Changes.Select(change => new ChangeJson(change.IsOverride ? "set" : "add", change.Address, change.Module, FileOf(change, locate), change.Hcl))])),
        ]),
        SuggestionShapes.Default.Report);

    /// <summary>What the changes come to, or why there are none.</summary>
    public static string Sentence(Suggestion suggestion)
    {
        if (suggestion.Changes.Count == 0)
            return suggestion.Why ?? "";

        var (what, with) = suggestion.Changes.Count == 1 ? ("One change mends it", "it") : ($"{suggestion.Changes.Count} changes mend it together", "them");
        return $"{what}. Judged with {with}: {suggestion.With!.Verdict}{(suggestion.Why is { } why ? $" ({why})" : "")}.";
    }

    public static string Where(Change change, Func<string, SourceLocation?> locate) => change switch
    {
        Change.Add add when locate(add.Like) is { } at => $"new, in the folder of {at.File}",
        Change.Add { Module.Length: > 0 } => $"new, in {change.Module}",
        Change.Add => "new",
        _ when locate(change.Address) is { } at => $"{at.File}:{at.Line}",
        _ => change.Address,
    };

    private static string? FileOf(Change change, Func<string, SourceLocation?> locate) => locate(change is Change.Add add ? add.Like : change.Address)?.File;

    internal sealed record Report(string FormatVersion, IReadOnlyList<SuggestionJson> Suggestions);

    internal sealed record SuggestionJson(
        string Caller, string Callee, string? Qualifier, string Service, HopKind Hop, HopResult Result, string Code, Verdict Verdict, Verdict? With, string? Why, IReadOnlyList<ChangeJson> Changes);

    /// <param name="Kind">"add" for a new resource; "set" for an attribute, whose block is one for a file whose name ends in _override.tf.</param>
    /// <param name="File">The file that the resource, or for a new one its neighbour, is in.</param>
    internal sealed record ChangeJson(string Kind, string Address, string Module, string? File, string Hcl);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, WriteIndented = true)]
    [JsonSerializable(typeof(Report))]
    private sealed partial class SuggestionShapes : JsonSerializerContext;
}

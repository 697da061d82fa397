using PrivateInvoke.Fixes;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Explorer.Report;

/// <summary>What mends a hop, as it is shown.</summary>
/// <param name="Sentence">What it comes to, or why there is none.</param>
/// <param name="Blocks">Where each block is written, and the block.</param>
public sealed record Patch(string Sentence, IReadOnlyList<(string Where, string Hcl)> Blocks)
{
    internal static Patch Of(Suggestion suggestion, Func<string, SourceLocation?> locate) => new(
        SuggestionReport.Sentence(suggestion),
        [.. suggestion.Changes.Select(change => (SuggestionReport.Where(change, locate), change.Hcl.TrimEnd()))]);
}

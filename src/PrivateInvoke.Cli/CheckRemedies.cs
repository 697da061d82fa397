using System.Text;
using System.Text.Json;
using PrivateInvoke.Cloud;
using PrivateInvoke.Fixes;
using PrivateInvoke.Plan;
using PrivateInvoke.Terraform;

namespace PrivateInvoke.Cli;

/// <summary><c>check --suggest</c> and <c>check --policy</c>: what mends the paths of a check, and the least that they need.</summary>
internal sealed record CheckRemedies(PlanDocument Plan, CloudModel Model, CheckReport Report)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public IReadOnlyList<Suggestion> Fixes(SourceMap? sources) =>
    [
        .. FixFinder.Find(Plan, [.. Report.Paths.Where(path => !Report.Judged.IsToBeClosed(path))])
            .Select(suggestion => suggestion.WithProviders((address, attribute) => sources?.Written(address, attribute))),
    ];

    public IReadOnlyList<LeastPolicy> Policies => LeastPolicy.For(Plan, Model, [.. Report.Paths.Where(path => !Report.Judged.IsToBeClosed(path))]);

    public void WriteFixes(Stream stream, string format)
    {
        var sources = Report.Module?.Sources();
        var fixes = Fixes(sources);
        using var text = Text(stream);
        if (format == "json")
            text.Write(SuggestionReport.Json(fixes, address => sources?.Find(address)));
        else
            SuggestionReport.WriteText(text, fixes, address => sources?.Find(address));
    }

    public void WritePolicies(Stream stream, string format)
    {
        using var text = Text(stream);
        if (format == "json")
            text.Write(LeastPolicy.Json(Policies).ToJsonString(Indented));
        else
            LeastPolicy.WriteText(text, Policies);
    }

    private static StreamWriter Text(Stream stream) => new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
}

using System.Text;
using PrivateInvoke.Cloud;
using PrivateInvoke.Expectations;
using PrivateInvoke.Explorer;
using PrivateInvoke.Paths;
using PrivateInvoke.Plan;
using PrivateInvoke.Terraform.Planning;

namespace PrivateInvoke.Cli;

/// <summary>What a check says.</summary>
/// <param name="Document">The report, patches or policies, as they are written.</param>
/// <param name="Summary"><c>1 path: 1 Reachable.</c></param>
/// <param name="Warnings">For standard error.</param>
internal sealed record CheckOutcome(byte[] Document, string Summary, IReadOnlyList<string> Warnings, int ExitCode)
{
    /// <summary>An unchanged plan that was asked the same before is not judged again: most of that time is the compilation of this program.</summary>
    public static CheckOutcome Of(PlanDocument plan, PlanFindings? findings, CheckQuestion question)
    {
        if (findings is null)
            return Judge(plan, question);

        var parts = question.Parts;
        if (findings.Read(parts) is { } kept)
            return Read(kept);

        var outcome = Judge(plan, question);
        findings.Keep(parts, outcome.Written());
        return outcome;
    }

    private static CheckOutcome Judge(PlanDocument plan, CheckQuestion question)
    {
        var model = CloudModel.Read(plan);
        var judged = JudgedPaths.Judge(model, question.Query, question.Expectations);
        if (judged.Paths.Count == 0)
            throw CheckCommand.Nothing(question.Source, model, question.Query);

        var report = new CheckReport(judged, (question.Source as PlanSource.Folder)?.Module, question.Color)
        {
            Plan = new ExploredPlan(plan, model),
            Source = question.Source.Name,
        };
        var remedies = new CheckRemedies(plan, model, report);
        using var written = new MemoryStream();
        switch (question.Document)
        {
            case CheckDocument.Fixes:
                remedies.WriteFixes(written, question.Format);
                break;
            case CheckDocument.Policies:
                remedies.WritePolicies(written, question.Format);
                break;
            default:
                report.Write(written, question.Format);
                break;
        }

        IEnumerable<Acceptance> unused = question.Query == new PathQuery() ? judged.Unused : [];
        return new CheckOutcome(
            written.ToArray(),
            report.Summary,
            [.. unused.Select(acceptance => $"{judged.File!.Name} accepts {acceptance}, which is not found: remove the entry.")],
            report.ExitCode);
    }

    private byte[] Written()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(ExitCode);
        writer.Write(Summary);
        writer.Write(Warnings.Count);
        foreach (var warning in Warnings)
            writer.Write(warning);
        writer.Write(Document.Length);
        writer.Write(Document);
        return stream.ToArray();
    }

    private static CheckOutcome Read(ReadOnlyMemory<byte> written)
    {
        using var reader = new BinaryReader(new MemoryStream(written.ToArray()), Encoding.UTF8);
        var exitCode = reader.ReadInt32();
        var summary = reader.ReadString();
        var warnings = new string[reader.ReadInt32()];
        for (var i = 0; i < warnings.Length; i++)
            warnings[i] = reader.ReadString();
        return new CheckOutcome(reader.ReadBytes(reader.ReadInt32()), summary, warnings, exitCode);
    }
}

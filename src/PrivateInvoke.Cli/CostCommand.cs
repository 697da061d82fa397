using System.CommandLine;
using PrivateInvoke.Cloud;
using PrivateInvoke.Cost;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Cli;

/// <summary><c>cost [--infra DIR | --plan FILE] --gb N</c></summary>
internal static class CostCommand
{
    /// <summary>More than any connection carries in a month.</summary>
    private const decimal Most = 1_000_000_000_000;

    private static readonly Option<decimal> Gb = new("--gb")
    {
        Description = "Traffic a month in GB, in and out.",
        DefaultValueFactory = _ => 100,
        HelpName = "N",
    };

    private static readonly Option<string> Format = new Option<string>("--format")
    {
        Description = "How the comparison is written.",
        DefaultValueFactory = _ => "text",
        HelpName = "text|json",
    }.AcceptOnlyFromAmong("text", "json");

    public static Command Build()
    {
        var command = new Command("cost", "Compare the month's list price of this plan's interface endpoints with that of NAT gateways.");
        PlanSource.AddTo(command);
        command.Add(Gb);
        command.Add(Format);
        command.SetAction((parsed, cancel) => RunAsync(
            Terminal.Of(parsed), PlanSource.Read(parsed), parsed.GetValue(Gb), isJson: parsed.GetValue(Format) == "json", cancel));
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, PlanSource source, decimal gb, bool isJson, CancellationToken cancel)
    {
        if (gb is < 0 or > Most)
            throw new ProblemException($"--gb {gb} is no traffic of a month.", "Give the GB that go through in a month, such as --gb 100.");

        var model = CloudModel.Read((await source.ReadAsync(cancel)).Plan);
        if (model.Region is not Planned<string>.Known { Value: var region })
            throw new ProblemException($"'{source.Name}' does not say its region.", "Give the aws provider a region, or set AWS_REGION with --infra.");

        if (PlannedParts.Uncounted(model) is { } address)
            throw new ProblemException(
                $"'{source.Name}' does not say in which subnets {address} is, and each zone costs.",
                "Use --infra DIR, which finds out, or the JSON of a state.");

        var parts = PlannedParts.Of(model);
        var prices = PriceFile.Default;
        var comparison = CostComparison.Of(new CostQuestion(region, gb, parts.EndpointZones, parts.NatGateways), prices);
        terminal.Line(isJson ? CostReport.Json(comparison, parts, prices) : CostReport.Text(comparison, parts, prices));
        return ExitCode.Success;
    }
}

using PrivateInvoke;
using PrivateInvoke.Cloud;
using PrivateInvoke.Cost;
using PrivateInvoke.Plan;

namespace AppHost;

/// <summary><c>cost [--infra DIR | --plan FILE] --gb N</c></summary>
internal static class CostVerb
{
    /// <summary>More than any connection carries in a month.</summary>
    private const decimal Most = 1_000_000_000_000;

    public static async Task<int> RunAsync(PlanSource source, decimal gb, bool isJson, CancellationToken cancel)
    {
        if (gb is < 0 or > Most)
            throw new ProblemException($"--gb {gb} is no traffic of a month.", "Give the GB that go through in a month, such as --gb 100.");

        var model = CloudModel.Read(await source.ReadAsync(cancel));
        if (model.Region is not Planned<string>.Known { Value: var region })
            throw new ProblemException($"'{source.Name}' does not say its region.", "Give the aws provider a region, or set AWS_REGION with --infra.");

        if (PlannedParts.Uncounted(model) is { } address)
            throw new ProblemException(
                $"'{source.Name}' does not say in which subnets {address} is, and each zone costs.",
                "Use --infra DIR, which finds out, or the JSON of a state.");

        var parts = PlannedParts.Of(model);
        var prices = PriceFile.Default;
        var comparison = CostComparison.Of(new CostQuestion(region, gb, parts.EndpointZones, parts.NatGateways), prices);
        Screen.Line(isJson ? CostReport.Json(comparison, parts, prices) : CostReport.Text(comparison, parts, prices));
        return ExitCode.Success;
    }
}

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PrivateInvoke.Cost;

/// <summary>A comparison as text of 80 columns, or as JSON.</summary>
internal static partial class CostReport
{
    public static string Text(CostComparison comparison, PlannedParts parts, PriceFile prices)
    {
        var gb = comparison.Question.Gb;
        return string.Create(CultureInfo.InvariantCulture, $"""
            {comparison.Question.Region}, {prices.HoursPerMonth} h and {gb:0.##} GB a month, in {prices.Currency}:

                                     hours      traffic        month
              interface endpoint {comparison.Endpoint.Fixed,9:0.00}    {comparison.Endpoint.Traffic,9:0.00}    {comparison.Endpoint.Total,9:0.00}
              NAT gateway        {comparison.Nat.Fixed,9:0.00}    {comparison.Nat.Traffic,9:0.00}    {comparison.Nat.Total,9:0.00}

            {Endpoints(parts)}
            {Gateways(parts)}
            {BreakEven(comparison.BreakEvenGb)}
            List prices of {prices.Recorded:yyyy-MM-dd}: {PriceFile.Path}
            """);
    }

    public static string Json(CostComparison comparison, PlannedParts parts, PriceFile prices) => JsonSerializer.Serialize(
        new Report(
            "1.0", comparison.Question.Region, prices.Currency, prices.Recorded, prices.HoursPerMonth, comparison.Question.Gb,
            new EndpointSide(parts.HasEndpoint, parts.Endpoints, parts.EndpointZones, Rounded(comparison.Endpoint)),
            new NatSide(parts.HasNat, parts.NatGateways, Rounded(comparison.Nat)),
            comparison.BreakEvenGb is { } gb ? Math.Round(gb, 2) : null),
        CostShapes.Default.Report);

    private static string Endpoints(PlannedParts parts) => parts.HasEndpoint
        ? $"Endpoints: {parts.Endpoints} in this plan, {parts.EndpointZones} {Plural(parts.EndpointZones, "network interface")}."
        : $"Endpoints: none in this plan; compared with one in {parts.EndpointZones} {Plural(parts.EndpointZones, "zone")}.";

    private static string Gateways(PlannedParts parts) => parts.HasNat
        ? $"NAT gateways: {parts.NatGateways} in this plan."
        : "NAT gateways: none in this plan; compared with one, in one zone.";

    private static string BreakEven(decimal? gb) => gb switch
    {
        0 => "The endpoint costs less at any traffic.",
        null => "The NAT gateway costs less at any traffic.",
        _ => string.Create(CultureInfo.InvariantCulture, $"The endpoint costs less from {gb:0.0} GB a month on."),
    };

    private static string Plural(int count, string noun) => count == 1 ? noun : noun + "s";

    private static Cost Rounded(MonthlyCost cost) =>
        new(Math.Round(cost.Fixed, 2), Math.Round(cost.Traffic, 2), Math.Round(cost.Total, 2));

    internal sealed record Report(
        string FormatVersion, string Region, string Currency, DateOnly PricesRecorded, decimal HoursPerMonth, decimal GbPerMonth,
        EndpointSide InterfaceEndpoint, NatSide NatGateway, decimal? BreakEvenGb);

    /// <param name="Planned">False: none is in the plan, and this is what would take the NAT gateways' place.</param>
    internal sealed record EndpointSide(bool Planned, int Endpoints, int NetworkInterfaces, Cost Month);

    internal sealed record NatSide(bool Planned, int Gateways, Cost Month);

    internal sealed record Cost(decimal Hours, decimal Traffic, decimal Total);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
    [JsonSerializable(typeof(Report))]
    private sealed partial class CostShapes : JsonSerializerContext;
}

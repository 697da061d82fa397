namespace PrivateInvoke.Cost;

/// <summary>The month's bill for interface endpoints, and for NAT gateways in their place.</summary>
internal sealed record CostComparison
{
    public required CostQuestion Question { get; init; }

    public required MonthlyCost Endpoint { get; init; }

    public required MonthlyCost Nat { get; init; }

    /// <summary>The traffic a month in GB from which on the endpoint costs no more: 0 where it always does, null where it never does.</summary>
    public required decimal? BreakEvenGb { get; init; }

    public static CostComparison Of(CostQuestion question, PriceFile prices)
    {
        var region = prices.Of(question.Region);
        var endpoint = new MonthlyCost(
            region.EndpointZoneHour * question.EndpointZones * prices.HoursPerMonth, EndpointTraffic(region, question.Gb));
        var nat = new MonthlyCost(
            (region.NatHour + region.PublicAddressHour) * question.NatGateways * prices.HoursPerMonth, region.NatGb * question.Gb);
        return new CostComparison
        {
            Question = question,
            Endpoint = endpoint,
            Nat = nat,
            BreakEvenGb = BreakEven(region, endpoint.Fixed - nat.Fixed),
        };
    }

    /// <summary>Each GB at the price of the step that it falls into.</summary>
    private static decimal EndpointTraffic(RegionPrices region, decimal gb) => region.EndpointGb
        .Select((step, index) => step.Price * Math.Clamp(gb - step.FromGb, 0, WidthOf(region, index)))
        .Sum();

    /// <summary>How much traffic saves what the endpoint costs more before the first GB.</summary>
    private static decimal? BreakEven(RegionPrices region, decimal surplus)
    {
        if (surplus <= 0)
            return 0;

        foreach (var (index, step) in region.EndpointGb.Index())
        {
            var saved = region.NatGb - step.Price;
            var width = WidthOf(region, index);
            if (saved > 0 && surplus / saved <= width)
                return step.FromGb + (surplus / saved);

            if (width < decimal.MaxValue)
                surplus -= saved * width;
        }

        return null;
    }

    private static decimal WidthOf(RegionPrices region, int index) => index + 1 < region.EndpointGb.Count
        ? region.EndpointGb[index + 1].FromGb - region.EndpointGb[index].FromGb
        : decimal.MaxValue;
}

/// <param name="Fixed">Without any traffic.</param>
internal sealed record MonthlyCost(decimal Fixed, decimal Traffic)
{
    public decimal Total => Fixed + Traffic;
}

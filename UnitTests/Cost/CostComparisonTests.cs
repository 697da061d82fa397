using System.Text.Json;
using PrivateInvoke.Cost;
using PrivateInvoke.UnitTests.Cloud;

namespace PrivateInvoke.UnitTests.Cost;

/// <summary>Figures worked out by hand from the price file.</summary>
public sealed class CostComparisonTests
{
    [Theory]
    // 2 × 0.01 × 730 and 100 × 0.01; (0.045 + 0.005) × 730 and 100 × 0.045
    [InlineData("us-east-1", 100, 2, 1, 14.60, 1.00, 36.50, 4.50)]
    // 2 × 0.014 × 730 and 100 × 0.01; 0.062 × 730 and 100 × 0.062
    [InlineData("ap-northeast-1", 100, 2, 1, 20.44, 1.00, 45.26, 6.20)]
    // 1 PB at 0.01 and 0.5 PB at 0.006: 10485.76 + 3145.728
    [InlineData("us-east-1", 1572864, 1, 2, 7.30, 13631.488, 73.00, 70778.88)]
    // 1 PB at 0.01, 4 PB at 0.006 and 1 PB at 0.004: 10485.76 + 25165.824 + 4194.304
    [InlineData("us-east-1", 6291456, 1, 1, 7.30, 39845.888, 36.50, 283115.52)]
    [InlineData("us-east-1", 0, 3, 3, 21.90, 0, 109.50, 0)]
    public void A_month_costs_its_hours_and_its_traffic(
        string region, decimal gb, int zones, int gateways, decimal endpointHours, decimal endpointTraffic, decimal natHours, decimal natTraffic)
    {
        var comparison = CostComparison.Of(new CostQuestion(region, gb, zones, gateways), PriceFile.Default);

        Assert.Equal(new MonthlyCost(endpointHours, endpointTraffic), comparison.Endpoint);
        Assert.Equal(new MonthlyCost(natHours, natTraffic), comparison.Nat);
    }

    [Fact]
    public void One_endpoint_is_cheaper_from_the_first_GB_on() =>
        Assert.Equal(0m, CostComparison.Of(new CostQuestion("us-east-1", 0, 2, 1), PriceFile.Default).BreakEvenGb);

    [Fact]
    public void Many_endpoints_pay_off_with_the_traffic_that_saves_their_hours()
    {
        // 6 × 7.30 − 36.50 = 7.30, and each GB saves 0.035.
        var comparison = CostComparison.Of(new CostQuestion("us-east-1", 0, 6, 1), PriceFile.Default);

        Assert.Equal(7.30m / 0.035m, comparison.BreakEvenGb);
        Assert.Equal(208.57m, Math.Round(comparison.BreakEvenGb!.Value, 2));
    }

    [Fact]
    public void At_the_break_even_both_cost_the_same_also_beyond_the_first_step()
    {
        // 6000 × 7.30 − 36.50 = 43763.50; the first PB saves 0.035 × 1048576 = 36700.16, the rest 0.039 a GB.
        var gb = CostComparison.Of(new CostQuestion("us-east-1", 0, 6000, 1), PriceFile.Default).BreakEvenGb!.Value;

        var there = CostComparison.Of(new CostQuestion("us-east-1", gb, 6000, 1), PriceFile.Default);

        Assert.Equal(Math.Round(1048576 + ((43763.50m - 36700.16m) / 0.039m), 6), Math.Round(gb, 6));
        Assert.Equal(Math.Round(there.Nat.Total, 6), Math.Round(there.Endpoint.Total, 6));
    }

    [Fact]
    public void Where_no_GB_saves_anything_there_is_no_break_even()
    {
        var prices = PriceFile.Default with
        {
            Regions = new Dictionary<string, RegionPrices>
            {
                ["here"] = new() { NatHour = 0.01m, NatGb = 0.01m, PublicAddressHour = 0, EndpointZoneHour = 0.02m, EndpointGb = [new(0, 0.01m)] },
            },
        };

        Assert.Null(CostComparison.Of(new CostQuestion("here", 0, 1, 1), prices).BreakEvenGb);
    }

    [Fact]
    public void A_region_without_prices_is_refused_with_those_that_have_some()
    {
        var problem = Assert.Throws<ProblemException>(() => PriceFile.Default.Of("eu-west-1"));

        Assert.Contains("ap-northeast-1, us-east-1", problem.Problem, StringComparison.Ordinal);
        Assert.Contains(PriceFile.Path, problem.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_with_an_endpoint_is_compared_with_one_NAT_gateway()
    {
        var parts = PlannedParts.Of(Scenario.Endpoint.Model);
        var comparison = CostComparison.Of(new CostQuestion("us-east-1", 100, parts.EndpointZones, parts.NatGateways), PriceFile.Default);

        var text = CostReport.Text(comparison, parts, PriceFile.Default);
        using var json = JsonDocument.Parse(CostReport.Json(comparison, parts, PriceFile.Default));

        Assert.Equal((true, false, 1), (parts.HasEndpoint, parts.HasNat, parts.NatGateways));
        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= 80, line));
        Assert.Contains("The endpoint costs less at any traffic.", text, StringComparison.Ordinal);
        Assert.Equal(41.00m, json.RootElement.GetProperty("natGateway").GetProperty("month").GetProperty("total").GetDecimal());
    }

    [Fact]
    public void Subnets_that_the_plan_does_not_tell_are_not_counted_as_one()
    {
        var address = Assert.Single(Scenario.Endpoint.Model.Endpoints).Address;

        Assert.Null(PlannedParts.Uncounted(Scenario.Endpoint.Model));
        Assert.Equal(address, PlannedParts.Uncounted(Scenario.Endpoint.Hide(address, "subnet_ids").Model));
    }
}

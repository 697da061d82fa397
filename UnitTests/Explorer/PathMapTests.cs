using PrivateInvoke.Explorer.Map;
using PrivateInvoke.Paths;
using PrivateInvoke.UnitTests.Cloud;

namespace PrivateInvoke.UnitTests.Explorer;

public sealed class PathMapTests
{
    public static TheoryData<string> Plans => [.. Maps.Plans.Keys];

    [Theory]
    [MemberData(nameof(Plans))]
    public void Every_hop_has_its_station_and_the_stations_keep_the_order_of_the_hops(string plan)
    {
        var path = Maps.View(Maps.Plans[plan]).Path;
        var map = Maps.Of(Maps.Plans[plan]);

        Assert.Equal(Enumerable.Range(0, path.Hops.Count), map.Stations.Select(station => station.Number));
        Assert.Equal(map.Stations.Select(station => station.Y).Order(), map.Stations.Select(station => station.Y));
        Assert.All(map.Stations, station => Assert.InRange(station.Y, 1, map.Height - 1));
    }

    [Theory]
    [MemberData(nameof(Plans))]
    public void Nothing_lies_over_anything_else(string plan)
    {
        var map = Maps.Of(Maps.Plans[plan]);

        var boxes = map.Cells.Select(cell => cell.Box).Concat(map.Stations.Select(station => new MapBox(64, station.Y - 16, 200, 32))).ToArray();
        foreach (var (index, box) in boxes.Index())
            Assert.DoesNotContain(boxes[(index + 1)..], other => box.X < other.Right && other.X < box.Right && box.Y < other.Bottom && other.Y < box.Bottom);
        Assert.All(map.Cells, cell => Assert.All(cell.Lines, line => Assert.True(line.Length * 6.65 <= cell.Box.Width - 12, line)));
    }

    [Fact]
    public void Subnets_and_the_endpoints_interfaces_stand_in_the_column_of_their_zone()
    {
        var map = Maps.Of(Scenario.Endpoint);

        var subnets = map.Cells.Where(cell => cell.Kind == "subnet").ToArray();
        var interfaces = map.Cells.Where(cell => cell.Kind == "endpoint").ToArray();
        Assert.Equal(["us-east-1a", "us-east-1b"], map.Captions.Where(caption => caption.Kind == "zone").Select(caption => caption.Text));
        Assert.Equal(["a", "b"], subnets.Select(cell => cell.Lines[0]));
        Assert.Equal(subnets.Select(cell => cell.Box.X), interfaces.Select(cell => cell.Box.X));
        Assert.Contains("rt private", subnets[0].Lines);
    }

    [Fact]
    public void A_hop_is_tied_to_what_decides_it()
    {
        var map = Maps.Of(Scenario.Endpoint.Remove("aws_vpc_security_group_egress_rule.out"));

        var stop = map.Stations.Single(station => station.Hop.Kind is HopKind.CallerEgress);
        Assert.Equal([stop.Number], map.Cells.Single(cell => cell.Address == "aws_security_group.caller").Hops);
    }

    [Fact]
    public void A_request_that_arrives_is_lit_as_far_as_the_callee_and_so_is_its_answer()
    {
        var map = Maps.Of(Scenario.Endpoint);

        Assert.All(map.Wires, wire => Assert.Equal("passed", wire.State));
        Assert.Equal(2, map.Wires.Select(wire => wire.IsBack).Distinct().Count());
    }

    [Fact]
    public void Dropped_packets_go_no_further_than_the_hop_that_drops_them_and_nothing_comes_back()
    {
        var map = Maps.Of(Scenario.Endpoint.Remove("aws_vpc_security_group_egress_rule.out"));

        var stop = map.Stations.Single(station => station.Hop.Kind is HopKind.CallerEgress);
        Assert.All(map.Wires, wire => Assert.Equal(!wire.IsBack && wire.To <= stop.Y ? "passed" : "unlit", wire.State));
    }

    [Fact]
    public void A_refusal_by_a_policy_comes_back_to_the_caller()
    {
        var map = Maps.Of(Scenario.Endpoint.Remove("aws_iam_role_policy.invoke"));

        var stop = map.Stations.First(station => station.Hop is { Kind: HopKind.IdentityPolicy, Result: HopResult.Blocked });
        Assert.Contains(map.Wires, wire => wire is { IsBack: true, State: "blocked" } && wire.To == stop.Y);
        Assert.Contains(map.Wires, wire => wire is { IsBack: true, State: "unlit" } && wire.From == stop.Y);
    }

    [Fact]
    public void A_way_by_NAT_shows_the_gateway_and_where_it_leads()
    {
        var map = Maps.Of(Scenario.Nat);

        Assert.Equal("main", Assert.Single(map.Cells, cell => cell.Kind == "nat").Lines[1]);
        Assert.Equal("aws_internet_gateway.main", Assert.Single(map.Cells, cell => cell.Kind == "gateway").Address);
        Assert.DoesNotContain(map.Cells, cell => cell.Kind == "endpoint");
    }

    [Fact]
    public void A_caller_outside_any_VPC_has_no_VPC_around_its_hops() => Assert.Null(Maps.Of(Scenario.Functions).Vpc);
}

using PrivateInvoke.Paths;
using PrivateInvoke.UnitTests.Cloud;
using static PrivateInvoke.UnitTests.Cloud.TestPlan;

namespace PrivateInvoke.UnitTests.Paths;

public sealed class NatHopTests
{
    [Fact]
    public void A_caller_without_endpoint_or_route_is_blocked_at_the_route()
    {
        var hop = Only(Scenario.Vpc.Set("aws_security_group.caller", "egress", new[] { Block(("protocol", "-1"), ("from_port", 0), ("to_port", 0), ("cidr_blocks", new[] { "0.0.0.0/0" })) }));

        Assert.Equal((HopKind.Route, "NO_ROUTE_TO_DESTINATION", "aws_route_table.private"), (hop.Kind, hop.Code, hop.Address));
        Assert.Equal(
            "Add resource \"aws_vpc_endpoint\" with vpc_id = aws_vpc.main.id, service_name = \"com.amazonaws.us-east-1.lambda\", vpc_endpoint_type = \"Interface\", "
            + "private_dns_enabled = true, subnet_ids and security_group_ids (or a route to a NAT gateway).", hop.Fix);
    }

    [Fact]
    public void One_of_two_subnets_without_a_route_is_blocked() =>
        Assert.StartsWith("1 of 2 subnets: aws_subnet.b has no route", Only(Scenario.Nat.Remove("aws_route_table_association.b")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_route_to_an_internet_gateway_is_blocked_for_want_of_a_public_address() =>
        Assert.Equal("IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS",
            Only(Scenario.Nat.Set("aws_route.nat", "nat_gateway_id", null).Set("aws_route.nat", "gateway_id", Id("aws_internet_gateway.main"))).Code);

    /// <summary>https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/route (the note on gateway_id)</summary>
    [Fact]
    public void A_NAT_gateway_that_gateway_id_names_is_a_NAT_gateway()
    {
        var separate = Scenario.Nat.Set("aws_route.nat", "nat_gateway_id", null).Set("aws_route.nat", "gateway_id", Id("aws_nat_gateway.main"));
        var inline = Scenario.Nat.Remove("aws_route.nat")
            .Set("aws_route_table.private", "route", new[] { Block(("cidr_block", "0.0.0.0/0"), ("gateway_id", Id("aws_nat_gateway.main"))) });
        var elsewhere = separate.Set("aws_route.nat", "gateway_id", "nat-04bad8be564a37c70");

        Assert.Equal((Verdict.Reachable, Via.Nat), (separate.Judge().Verdict, separate.Judge().Via));
        Assert.Equal((Verdict.Reachable, Via.Nat), (inline.Judge().Verdict, inline.Judge().Via));
        Assert.Equal(Verdict.Undecided, elsewhere.Judge().Verdict);
        Assert.Contains(elsewhere.Judge().Hops, hop => hop.Code == "NAT_UNKNOWN");
        Assert.Equal("NAT_IS_PRIVATE", Only(separate.Set("aws_nat_gateway.main", "connectivity_type", "private")).Code);
    }

    [Theory]
    [InlineData("vgw-1")]
    [InlineData("eigw-1")]
    [InlineData("tgw-1")]
    public void Another_gateway_that_gateway_id_names_is_undecided(string gateway) =>
        Assert.Equal(Verdict.Undecided,
            Scenario.Nat.Set("aws_route.nat", "nat_gateway_id", null).Set("aws_route.nat", "gateway_id", gateway).Judge().Verdict);

    [Fact]
    public void A_NAT_gateway_in_a_private_subnet_is_blocked() =>
        Assert.Equal("aws_nat_gateway.main lies in aws_subnet.a, which has no route to an internet gateway.",
            Only(Scenario.Nat.Set("aws_nat_gateway.main", "subnet_id", Id("aws_subnet.a"))).Message);

    [Fact]
    public void A_private_NAT_gateway_is_blocked() =>
        Assert.Equal("NAT_IS_PRIVATE", Only(Scenario.Nat.Set("aws_nat_gateway.main", "connectivity_type", "private")).Code);

    /// <summary>https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_declarative_syntax.html</summary>
    [Theory]
    [InlineData("block_bidirectional", Verdict.Undecided)]
    [InlineData("block_ingress", Verdict.Reachable)]
    [InlineData("off", Verdict.Reachable)]
    public void A_declarative_policy_may_block_public_access(string mode, Verdict verdict)
    {
        var content = """{"ec2_attributes":{"vpc_block_public_access":{"internet_gateway_block":{"mode":{"@@assign":"MODE"}}}}}""".Replace("MODE", mode, StringComparison.Ordinal);
        var plan = Scenario.Nat.Add("aws_organizations_policy.network", ("type", "DECLARATIVE_POLICY_EC2"), ("content", content));

        Answers.Answer.Is(plan, verdict, verdict is Verdict.Undecided ? HopKind.Nat : null, verdict is Verdict.Undecided ? "VPC_BLOCK_PUBLIC_ACCESS_ENABLED" : null);
        Answers.Answer.Is(plan.Hide("aws_organizations_policy.network", "content"), Verdict.Undecided, HopKind.Nat);
    }

    [Fact]
    public void A_gateway_of_another_VPC_is_blocked() =>
        Assert.Equal("BAD_STATE", Only(Scenario.Nat.Set("aws_internet_gateway.main", "vpc_id", null)).Code);

    [Fact]
    public void Block_Public_Access_is_blocked() =>
        Assert.Equal("VPC_BLOCK_PUBLIC_ACCESS_ENABLED",
            Only(Scenario.Nat.Add("aws_vpc_block_public_access_options.on", ("internet_gateway_block_mode", "block-bidirectional"))).Code);

    [Fact]
    public void Egress_inside_the_VPC_only_is_blocked() =>
        Assert.Equal(HopKind.CallerEgress, Only(Scenario.Nat.Set("aws_vpc_security_group_egress_rule.out", "cidr_ipv4", "10.0.0.0/8")).Kind);

    [Fact]
    public void A_transit_gateway_is_undecided()
    {
        var path = Scenario.Nat.Set("aws_route.nat", "nat_gateway_id", null).Set("aws_route.nat", "transit_gateway_id", "tgw-1").Judge();

        Assert.Equal(Verdict.Undecided, path.Verdict);
        Assert.Contains(path.Hops, hop => hop.Message == "aws_route.nat leads to transit_gateway_id, and what lies behind it is not in this plan.");
    }

    [Fact]
    public void A_more_specific_route_elsewhere_is_undecided() =>
        Assert.Equal(Verdict.Undecided, Scenario.Nat.Add("aws_route.some", ("route_table_id", Id("aws_route_table.private")),
            ("destination_cidr_block", "52.0.0.0/8"), ("transit_gateway_id", "tgw-1")).Judge().Verdict);

    [Fact]
    public void A_route_for_private_addresses_elsewhere_does_not_matter() =>
        Assert.Equal(Verdict.Reachable, Scenario.Nat.Add("aws_route.some", ("route_table_id", Id("aws_route_table.private")),
            ("destination_cidr_block", "172.16.0.0/12"), ("transit_gateway_id", "tgw-1")).Judge().Verdict);

    [Fact]
    public void Private_DNS_takes_the_traffic_from_a_NAT_gateway_and_a_closed_endpoint_breaks_the_caller()
    {
        var both = Changed.WithNat(Scenario.Endpoint);

        Assert.Contains(both.Judge().Hops, hop => hop.Code == "NAT_NOT_USED");
        Assert.Equal((Verdict.Reachable, Via.InterfaceEndpoint), (both.Judge().Verdict, both.Judge().Via));
        Assert.Equal(HopKind.EndpointIngress, Only(both.Remove("aws_vpc_security_group_ingress_rule.in")).Kind);
    }

    [Theory]
    [InlineData("aws_route_table.private", HopKind.Route)]
    [InlineData("aws_route_table.public", HopKind.Nat)]
    public void A_route_that_is_a_resource_beside_a_tables_own_routes_is_undecided(string table, HopKind hop)
    {
        var own = Scenario.Nat.Set(table, "route", new[] { Block(("cidr_block", "192.168.0.0/16"), ("nat_gateway_id", Id("aws_nat_gateway.main"))) });

        Answers.Answer.Is(own, Verdict.Undecided, hop, "ROUTES_IN_TWO_PLACES");
        Answers.Answer.Is(Scenario.Nat.Set(table, "route", Array.Empty<object>()), Verdict.Undecided, hop, "ROUTES_IN_TWO_PLACES");
    }

    [Fact]
    public void A_tables_own_route_that_the_call_takes_stays_beside_routes_that_are_resources() =>
        Assert.Equal(Verdict.Reachable, Scenario.Nat.Remove("aws_route.nat")
            .Set("aws_route_table.private", "route", new[] { Block(("cidr_block", "0.0.0.0/0"), ("nat_gateway_id", Id("aws_nat_gateway.main"))) })
            .Add("aws_route.some", ("route_table_id", Id("aws_route_table.private")), ("destination_cidr_block", "172.16.0.0/12"), ("transit_gateway_id", "tgw-1")).Judge().Verdict);

    [Fact]
    public void A_NAT_gateway_beside_an_endpoint_is_of_use_where_the_callee_is_in_another_region()
    {
        var abroad = Changed.WithNat(Scenario.Endpoint).Set("aws_lambda_function.callee", "region", "eu-west-1");

        Assert.DoesNotContain(abroad.Judge().Hops, hop => hop.Code == "NAT_NOT_USED");
    }

    [Fact]
    public void Private_DNS_off_beside_a_NAT_gateway_is_a_warning()
    {
        var path = Changed.WithNat(Scenario.Endpoint).Set("aws_vpc_endpoint.lambda", "private_dns_enabled", false).Judge();

        Assert.Equal((Verdict.Reachable, Via.Nat), (path.Verdict, path.Via));
        Assert.Contains(path.Hops, hop => hop is { Code: "PRIVATE_DNS_OFF", Result: HopResult.Warning });
    }

    private static Hop Only(TestPlan plan)
    {
        var path = plan.Judge();
        Assert.Equal(Verdict.Blocked, path.Verdict);
        return Assert.Single(path.Blockers);
    }
}

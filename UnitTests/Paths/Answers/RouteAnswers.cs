using PrivateInvoke.Paths;
using PrivateInvoke.UnitTests.Cloud;
using static PrivateInvoke.UnitTests.Cloud.TestPlan;

namespace PrivateInvoke.UnitTests.Paths.Answers;

/// <summary>
/// https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html: the longest prefix wins, against the local route too.
/// https://docs.aws.amazon.com/vpc/latest/userguide/route-table-options.html#route-tables-appliance-routing: middlebox routes and edge tables.
/// </summary>
public sealed class RouteAnswers
{
    private const string Table = "aws_route_table.private";

    private static readonly TestPlan Apart = Scenario.Endpoint
        .Add("aws_subnet.endpoint", ("vpc_id", Id("aws_vpc.main")), ("cidr_block", "10.0.5.0/24"), ("availability_zone", "us-east-1a"))
        .Add("aws_route_table.endpoint", ("vpc_id", Id("aws_vpc.main")))
        .Add("aws_route_table_association.endpoint", ("subnet_id", Id("aws_subnet.endpoint")), ("route_table_id", Id("aws_route_table.endpoint")))
        .Set("aws_vpc_endpoint.lambda", "subnet_ids", new[] { Id("aws_subnet.endpoint") });

    [Fact]
    public void A_route_to_the_VPCs_own_block_replaces_the_local_route() =>
        Answer.Is(Apart.Add("aws_route.own", To(Table, "10.0.0.0/16", "network_interface_id", "eni-1")), Verdict.Undecided, HopKind.Route);

    [Fact]
    public void A_route_to_the_endpoints_subnet_comes_before_the_local_route() =>
        Answer.Is(Apart.Add("aws_route.middlebox", To(Table, "10.0.5.0/24", "vpc_endpoint_id", "vpce-1")), Verdict.Undecided, HopKind.Route);

    [Fact]
    public void A_route_to_one_address_of_the_endpoints_subnet_comes_before_the_local_route() =>
        Answer.Is(Apart.Add("aws_route.one", To(Table, "10.0.5.17/32", "network_interface_id", "eni-1")), Verdict.Undecided, HopKind.Route);

    [Fact]
    public void A_route_to_another_part_of_the_VPC_leaves_the_endpoint_to_the_local_route() =>
        Answer.Is(Apart.Add("aws_route.other", To(Table, "10.0.128.0/17", "transit_gateway_id", "tgw-1")), Verdict.Reachable);

    [Fact]
    public void A_route_to_more_than_the_VPC_loses_to_the_local_route() =>
        Answer.Is(Apart.Add("aws_route.hub", To(Table, "10.0.0.0/8", "transit_gateway_id", "tgw-1")), Verdict.Reachable);

    [Fact]
    public void A_default_route_loses_to_the_local_route_of_a_secondary_block() =>
        Answer.Is(Apart
            .Add("aws_vpc_ipv4_cidr_block_association.more", ("vpc_id", Id("aws_vpc.main")), ("cidr_block", "100.64.0.0/16"))
            .Set("aws_subnet.endpoint", "cidr_block", "100.64.1.0/24")
            .Add("aws_route.default", To(Table, "0.0.0.0/0", "transit_gateway_id", "tgw-1")), Verdict.Reachable);

    [Fact]
    public void The_local_route_written_out_is_the_local_route() =>
        Answer.Is(Apart.Add("aws_route.local", To(Table, "10.0.0.0/16", "gateway_id", "local")), Verdict.Reachable);

    [Fact]
    public void Answers_of_the_endpoint_follow_the_table_of_its_own_subnet() =>
        Answer.Is(Apart.Add("aws_route.back", To("aws_route_table.endpoint", "10.0.0.0/24", "network_interface_id", "eni-1")), Verdict.Undecided, HopKind.Route);

    [Fact]
    public void Answers_of_a_NAT_gateway_follow_the_table_of_its_own_subnet() =>
        Answer.Is(Scenario.Nat.Add("aws_route.back", To("aws_route_table.public", "10.0.1.0/24", "network_interface_id", "eni-1")), Verdict.Undecided, HopKind.Nat);

    [Fact]
    public void An_edge_table_that_sends_answers_to_an_appliance_is_undecided() => Answer.Is(Edge("10.0.9.0/24"), Verdict.Undecided, HopKind.Nat);

    [Fact]
    public void An_edge_table_for_another_subnet_leaves_the_answers_alone() => Answer.Is(Edge("10.0.77.0/24"), Verdict.Reachable);

    [Fact]
    public void An_edge_table_that_is_not_known_is_undecided() => Answer.Is(Edge("10.0.77.0/24").Hide("aws_route_table_association.edge", "route_table_id"), Verdict.Undecided, HopKind.Nat);

    private static TestPlan Edge(string block) => Scenario.Nat
        .Add("aws_route_table.edge", ("vpc_id", Id("aws_vpc.main")))
        .Add("aws_route_table_association.edge", ("gateway_id", Id("aws_internet_gateway.main")), ("route_table_id", Id("aws_route_table.edge")))
        .Add("aws_route.edge", To("aws_route_table.edge", block, "network_interface_id", "eni-1"));

    private static (string, object?)[] To(string table, string block, string target, string id) =>
        [("route_table_id", Id(table)), ("destination_cidr_block", block), (target, id)];
}

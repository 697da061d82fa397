using PrivateInvoke.Paths;
using PrivateInvoke.UnitTests.Cloud;
using static PrivateInvoke.UnitTests.Cloud.TestPlan;

namespace PrivateInvoke.UnitTests.Paths.Rows;

/// <summary>The way out of the VPC where no endpoint takes the call.</summary>
internal static class RouteRows
{
    private const string Caller = "aws_lambda_function.caller";
    private const string Route = "aws_route.nat";

    public static IEnumerable<RowCase> Cases =>
    [
        new("route", "passes", HopKind.Route, Scenario.Nat),
        new("route", "passes-main-table", HopKind.Route, Changed.All["main route table"]),
        new("route", "blocks", HopKind.Route, Scenario.Nat.Remove(Route)),
        new("route", "blocks-half", HopKind.Route, Scenario.Nat.Remove("aws_route_table_association.b")),
        new("route", "passes-beside-a-list-of-aws", HopKind.Route, Listed("com.amazonaws.us-east-1.s3")),
        new("route", "undecided-beside-a-list-of-aws", HopKind.Route, Listed("com.amazonaws.global.cloudfront.origin-facing")),
        new("route", "undecided", HopKind.Route, Scenario.Nat.Hide(Route, "destination_cidr_block")),

        new("internet-gateway", "blocks", HopKind.Route, To("gateway_id", Id("aws_internet_gateway.main"))),
        new("internet-gateway", "undecided", HopKind.Route, To("gateway_id", Unknown)),

        new("nat", "passes", HopKind.Nat, Scenario.Nat),
        new("nat", "blocks", HopKind.Nat, Scenario.Nat.Set("aws_nat_gateway.main", "subnet_id", Id("aws_subnet.a"))),
        new("nat", "blocks-private", HopKind.Nat, Scenario.Nat.Set("aws_nat_gateway.main", "connectivity_type", "private")),
        new("nat", "blocks-public-access-blocked", HopKind.Nat, Changed.All["Block Public Access"]),
        new("nat", "undecided", HopKind.Nat, Scenario.Nat.Hide("aws_nat_gateway.main", "subnet_id")),

        new("beyond", "undecided-transit-gateway", HopKind.Route, To("transit_gateway_id", "tgw-1")),
        new("beyond", "undecided-peering", HopKind.Route, To("vpc_peering_connection_id", Id("aws_vpc_peering_connection.hub"))),
        new("beyond", "blocks-ipv6-subnet", HopKind.EniSetup, Ipv6(Scenario.Nat).Set("aws_subnet.a", "ipv6_cidr_block", "2600:1f18::/64")),
        new("beyond", "blocks-dual-stack-name", HopKind.Route, Scenario.Nat.Remove(Route).Set(Caller, "environment", new[]
        {
            Block(("variables", new Dictionary<string, object?> { ["AWS_ENDPOINT_URL"] = "https://lambda.us-east-1.api.aws" })),
        })),
        new("beyond", "undecided-ipv6-name", HopKind.Name, DualStack(Scenario.Nat.Set(Caller, "environment", new[]
        {
            Block(("variables", new Dictionary<string, object?> { ["AWS_USE_DUALSTACK_ENDPOINT"] = "true" })),
        }))),
        new("beyond", "undecided-ipv6-endpoint", HopKind.Name, DualStack(Scenario.Endpoint.Set("aws_vpc_endpoint.lambda", "ip_address_type", "dualstack"))),
    ];

    private static TestPlan Listed(string name) => Scenario.Nat
        .Add("data.aws_prefix_list.aws", ("filter", new[] { Block(("name", "prefix-list-name"), ("values", new[] { name })) }))
        .Add("aws_route.listed", ("route_table_id", Id("aws_route_table.private")), ("destination_prefix_list_id", Id("data.aws_prefix_list.aws")),
            ("transit_gateway_id", "tgw-1"));

    private static TestPlan DualStack(TestPlan plan) => Ipv6(plan)
        .Set("aws_subnet.a", "ipv6_cidr_block", "2600:1f18::/64").Set("aws_subnet.b", "ipv6_cidr_block", "2600:1f18:0:1::/64");

    private static TestPlan Ipv6(TestPlan plan) => plan.Set(Caller, "vpc_config", new[]
    {
        Block(("subnet_ids", new[] { Id("aws_subnet.a"), Id("aws_subnet.b") }), ("security_group_ids", new[] { Id("aws_security_group.caller") }),
            ("ipv6_allowed_for_dual_stack", true)),
    });

    private static TestPlan To(string target, object id) => Scenario.Nat.Set(Route, "nat_gateway_id", null).Set(Route, target, id);
}

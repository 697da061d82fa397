using PrivateInvoke.Paths;
using PrivateInvoke.UnitTests.Cloud;
using static PrivateInvoke.UnitTests.Cloud.TestPlan;

namespace PrivateInvoke.UnitTests.Paths.Answers;

/// <summary>
/// https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html, vpc-endpoints-ddb.html;
/// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/privatelink-interface-endpoints.html
/// </summary>
public sealed class DynamoDbAnswers
{
    private const string Gateway = "aws_vpc_endpoint.dynamodb";
    private const string Egress = "aws_vpc_security_group_egress_rule.out";

    private static readonly TestPlan Tables = WithTables(Scenario.Vpc)
        .Add(Egress, ("security_group_id", Id("aws_security_group.caller")), ("ip_protocol", "tcp"), ("from_port", 443), ("to_port", 443), ("prefix_list_id", "pl-dynamodb"))
        .Add(Gateway, Endpoint("aws_route_table.private", "pl-dynamodb"));

    private static readonly TestPlan Interface = WithTables(Scenario.Endpoint).Set("aws_vpc_endpoint.lambda", "service_name", "com.amazonaws.us-east-1.dynamodb");

    [Fact]
    public void A_gateway_endpoint_of_the_callers_route_table_with_egress_to_its_list_is_reached() => Is(Tables, Verdict.Reachable);

    [Fact]
    public void The_list_of_another_service_lets_nothing_out() => Is(Tables.Set(Egress, "prefix_list_id", "pl-s3")
        .Add("aws_vpc_endpoint.s3", ("vpc_id", Id("aws_vpc.main")), ("service_name", "com.amazonaws.us-east-1.s3"), ("route_table_ids", new[] { Id("aws_route_table.private") }), ("prefix_list_id", "pl-s3")),
        Verdict.Blocked, HopKind.CallerEgress);

    [Fact]
    public void A_gateway_endpoint_of_another_route_table_is_not_reached() => Is(Tables
        .Add("aws_route_table.other", ("vpc_id", Id("aws_vpc.main"))).Set(Gateway, "route_table_ids", new[] { Id("aws_route_table.other") }), Verdict.Blocked, HopKind.Route);

    [Theory]
    [InlineData("""{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::000000000000:role/caller"},"Action":"dynamodb:*","Resource":"*"}""", Verdict.Blocked, "GATEWAY_POLICY_PRINCIPAL")]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"dynamodb:*","Resource":"*"}""", Verdict.Reachable, null)]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"}""", Verdict.Blocked, "ENDPOINT_POLICY_DENIES")]
    public void Its_policy_has_everyone_for_principal(string statement, Verdict verdict, string? code) =>
        Is(Tables.Set(Gateway, "policy", $$"""{"Version":"2012-10-17","Statement":[{{statement}}]}"""), verdict, code is null ? null : HopKind.EndpointPolicy, code);

    /// <summary>"You can create multiple gateway endpoints to a single service", each for other route tables.</summary>
    [Fact]
    public void Each_subnet_takes_the_gateway_endpoint_of_its_own_route_table()
    {
        var plan = Tables
            .Add("aws_route_table.b", ("vpc_id", Id("aws_vpc.main")))
            .Set("aws_route_table_association.b", "route_table_id", Id("aws_route_table.b"))
            .Add("aws_vpc_endpoint.second", Endpoint("aws_route_table.b", "pl-dynamodb"));

        Is(plan, Verdict.Reachable);
        Is(plan.Set("aws_vpc_endpoint.second", "policy", Scenario.Statement("Deny")), Verdict.Blocked, HopKind.EndpointPolicy);
        Is(plan.Set(Gateway, "policy", Scenario.Statement("Deny")), Verdict.Blocked, HopKind.EndpointPolicy);
        Is(plan.Remove("aws_vpc_endpoint.second"), Verdict.Blocked, HopKind.Route);
    }

    /// <summary>Each subnet by itself: to the endpoint whose route table it has, as far as that one's policy goes; else to the NAT gateway, where its table has a route there.</summary>
    [Fact]
    public void Every_arrangement_of_two_gateway_endpoints_and_a_NAT_gateway_has_the_answer_of_each_subnet()
    {
        string?[] ways = [null, "one", "two"];
        bool[] both = [false, true];
        var seen = 0;
        foreach (var (a, b) in from a in ways from b in ways select (a, b))
            foreach (var (natA, natB) in from natA in both from natB in both select (natA, natB))
                foreach (var (one, two) in from one in both from two in both select (one, two))
                {
                    bool Passes(string? way, bool nat) => way is null ? nat : way == "one" ? one : two;
                    var plan = Way(Way(Arranged(natA, natB), "one", one, a, b), "two", two, a, b);
                    Answer.OfService(plan, "dynamodb", Passes(a, natA) && Passes(b, natB) ? Verdict.Reachable : Verdict.Blocked);
                    seen++;
                }

        Assert.Equal(144, seen);
    }

    private static TestPlan Way(TestPlan plan, string name, bool isOpen, string? a, string? b) => plan.Add($"aws_vpc_endpoint.{name}",
        ("vpc_id", Id("aws_vpc.main")), ("service_name", "com.amazonaws.us-east-1.dynamodb"), ("vpc_endpoint_type", "Gateway"), ("policy", isOpen ? null : Scenario.Statement("Deny")),
        ("route_table_ids", new[] { a == name ? Id("aws_route_table.private") : null, b == name ? Id("aws_route_table.b") : null }.OfType<string>().ToArray()));

    private static TestPlan Arranged(bool natA, bool natB)
    {
        var plan = WithTables(Scenario.Nat).Add("aws_route_table.b", ("vpc_id", Id("aws_vpc.main"))).Set("aws_route_table_association.b", "route_table_id", Id("aws_route_table.b"));
        plan = natA ? plan : plan.Remove("aws_route.nat");
        return natB ? plan.Add("aws_route.b", ("route_table_id", Id("aws_route_table.b")), ("destination_cidr_block", "0.0.0.0/0"), ("nat_gateway_id", Id("aws_nat_gateway.main"))) : plan;
    }

    [Fact]
    public void A_second_gateway_endpoint_counts_before_a_NAT_gateway() => Is(WithTables(Scenario.Nat)
        .Add("aws_route_table.other", ("vpc_id", Id("aws_vpc.main")))
        .Add("aws_vpc_endpoint.first", Endpoint("aws_route_table.other", "pl-dynamodb"))
        .Add("aws_vpc_endpoint.second", [.. Endpoint("aws_route_table.private", "pl-dynamodb"), ("policy", Scenario.Statement("Deny"))]), Verdict.Blocked, HopKind.EndpointPolicy);

    [Fact]
    public void Private_DNS_of_an_interface_endpoint_is_undecided_since_the_page_says_there_is_none() => Is(Interface, Verdict.Undecided, HopKind.Name);

    [Fact]
    public void An_interface_endpoint_without_private_DNS_leaves_the_calls_to_the_gateway_endpoint()
    {
        var plan = Tables.Add("aws_vpc_endpoint.interface", ("vpc_id", Id("aws_vpc.main")), ("service_name", "com.amazonaws.us-east-1.dynamodb"), ("vpc_endpoint_type", "Interface"),
            ("private_dns_enabled", false), ("subnet_ids", new[] { Id("aws_subnet.a") }), ("security_group_ids", new[] { Id("aws_security_group.caller") }));

        Is(plan, Verdict.Reachable);
        Is(plan.Hide("aws_vpc_endpoint.interface", "private_dns_enabled"), Verdict.Undecided, HopKind.Name);
    }

    private static void Is(TestPlan plan, Verdict verdict, HopKind? kind = null, string? code = null) => Answer.OfService(plan, "dynamodb", verdict, kind, code);

    private static TestPlan WithTables(TestPlan plan) => plan
        .Add("aws_iam_role_policy.tables", ("role", "caller"), ("policy", Scenario.Policy("Allow", "dynamodb:GetItem", "arn:aws:dynamodb:us-east-1:000000000000:table/orders")));

    private static (string, object?)[] Endpoint(string table, string list) =>
        [("vpc_id", Id("aws_vpc.main")), ("service_name", "com.amazonaws.us-east-1.dynamodb"), ("vpc_endpoint_type", "Gateway"), ("route_table_ids", new[] { Id(table) }), ("prefix_list_id", list)];
}

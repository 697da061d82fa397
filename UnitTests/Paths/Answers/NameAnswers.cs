using PrivateInvoke.Paths;
using PrivateInvoke.UnitTests.Cloud;
using static PrivateInvoke.UnitTests.Cloud.TestPlan;

namespace PrivateInvoke.UnitTests.Paths.Answers;

/// <summary>
/// What the VPC's resolver answers before an endpoint's private DNS is believed.
/// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html
/// https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html
/// </summary>
public sealed class NameAnswers
{
    private const string Host = "lambda.us-east-1.amazonaws.com";
    private const string Endpoint = "aws_vpc_endpoint.lambda";
    private const string Own = "vpce-1-abcd.lambda.us-east-1.vpce.amazonaws.com";

    private static readonly TestPlan Off = Scenario.Endpoint.Set(Endpoint, "private_dns_enabled", false).Set(Endpoint, "dns_entry", new[] { Block(("dns_name", Own)) });

    [Theory]
    [InlineData(Host)]
    [InlineData("amazonaws.com")]
    [InlineData(".")]
    public void A_rule_that_forwards_the_name_or_a_parent_is_undecided(string domain) =>
        Answer.Is(Rule(Scenario.Endpoint, domain, "FORWARD"), Verdict.Undecided, HopKind.Name, "RESOLVER_RULE");

    [Fact]
    public void A_rule_that_forwards_another_name_changes_nothing() => Answer.Is(Rule(Scenario.Endpoint, "corp.example", "FORWARD"), Verdict.Reachable);

    [Fact]
    public void A_system_rule_takes_the_name_back() =>
        Answer.Is(Rule(Rule(Scenario.Endpoint, "amazonaws.com", "FORWARD"), Host, "SYSTEM"), Verdict.Reachable);

    [Fact]
    public void A_forwarded_name_is_undecided_behind_a_NAT_gateway_too() =>
        Answer.Is(Rule(Scenario.Nat, "amazonaws.com", "FORWARD"), Verdict.Undecided, HopKind.Name, "RESOLVER_RULE");

    [Fact]
    public void A_DNS_firewall_whose_rules_are_not_in_the_plan_is_undecided() => Answer.Is(Scenario.Endpoint
        .Add("aws_route53_resolver_firewall_rule_group_association.fw", ("vpc_id", Id("aws_vpc.main")), ("firewall_rule_group_id", "rslvr-frg-1")), Verdict.Undecided, HopKind.Name, "DNS_FIREWALL");

    [Theory]
    [InlineData("*.amazonaws.com.", "BLOCK", Verdict.Undecided)]
    [InlineData("*", "BLOCK", Verdict.Undecided)]
    [InlineData("bad.example", "BLOCK", Verdict.Reachable)]
    [InlineData("*", "ALERT", Verdict.Reachable)]
    public void A_DNS_firewall_counts_where_it_blocks_the_name(string domain, string action, Verdict verdict) => Answer.Is(Scenario.Endpoint
        .Add("aws_route53_resolver_firewall_domain_list.d", ("domains", new[] { domain }))
        .Add("aws_route53_resolver_firewall_rule_group.g", ("name", "g"))
        .Add("aws_route53_resolver_firewall_rule.r", ("firewall_rule_group_id", Id("aws_route53_resolver_firewall_rule_group.g")),
            ("firewall_domain_list_id", Id("aws_route53_resolver_firewall_domain_list.d")), ("action", action), ("priority", 100))
        .Add("aws_route53_resolver_firewall_rule_group_association.fw", ("vpc_id", Id("aws_vpc.main")), ("firewall_rule_group_id", Id("aws_route53_resolver_firewall_rule_group.g"))), verdict);

    [Fact]
    public void A_zone_of_the_endpoints_name_beside_private_DNS_is_refused_by_AWS() =>
        Answer.Is(Record(Zone(Scenario.Endpoint.Set(Endpoint, "dns_entry", new[] { Block(("dns_name", Own)) }), Host), "", Own), Verdict.Blocked, HopKind.Name, "PRIVATE_DNS_CONFLICT");

    [Fact]
    public void A_zone_of_a_parent_gives_way_to_private_DNS() => Answer.Is(Zone(Scenario.Endpoint, "us-east-1.amazonaws.com"), Verdict.Reachable);

    [Theory]
    [InlineData(Host, "")]
    [InlineData(Host, Host)]
    [InlineData("amazonaws.com", "lambda.us-east-1")]
    [InlineData("us-east-1.amazonaws.com", "*")]
    public void A_zone_with_an_alias_to_the_endpoint_takes_the_place_of_private_DNS(string zone, string record) =>
        Answer.Is(Record(Zone(Off, zone), record, Own), Verdict.Reachable);

    [Fact]
    public void A_zone_without_the_record_does_not_resolve_the_name() => Answer.Is(Zone(Off, Host), Verdict.Blocked, HopKind.Name, "NO_RECORD_IN_ZONE");

    [Fact]
    public void A_zone_with_a_record_to_somewhere_else_is_undecided() =>
        Answer.Is(Record(Zone(Off, Host), "", "elsewhere.example"), Verdict.Undecided, HopKind.Name, "PRIVATE_HOSTED_ZONE");

    [Fact]
    public void A_zone_of_an_unread_name_is_undecided() => Answer.Is(Zone(Scenario.Endpoint, Host).Hide("aws_route53_zone.z", "name"), Verdict.Undecided, HopKind.Name);

    [Fact]
    public void A_zone_of_another_VPC_changes_nothing() => Answer.Is(Zone(Scenario.Endpoint, Host, "vpc-2"), Verdict.Reachable);

    [Theory]
    [InlineData("ipv6", Verdict.Blocked)]
    [InlineData("service-defined", Verdict.Undecided)]
    [InlineData("ipv4", Verdict.Reachable)]
    [InlineData("dualstack", Verdict.Reachable)]
    public void The_private_name_needs_an_IPv4_address(string type, Verdict verdict) =>
        Answer.Is(Scenario.Endpoint.Set(Endpoint, "dns_options", new[] { Block(("dns_record_ip_type", type)) }), verdict, verdict is Verdict.Reachable ? null : HopKind.Name);

    [Theory]
    [InlineData(true)]
    [InlineData(null)]
    public void Private_DNS_of_S3_for_inbound_names_only_needs_a_gateway_endpoint(bool? only) =>
        Answer.OfService(S3(only), "s3", Verdict.Blocked, HopKind.Name, "PRIVATE_DNS_NEEDS_GATEWAY");

    [Fact]
    public void Private_DNS_of_S3_for_the_VPC_takes_its_traffic() => Answer.OfService(S3(false), "s3", Verdict.Reachable);

    [Fact]
    public void Beside_a_gateway_endpoint_private_DNS_of_S3_is_for_inbound_names_and_the_gateway_takes_the_VPCs_traffic()
    {
        var plan = S3(true)
            .Add("aws_vpc_security_group_egress_rule.s3", ("security_group_id", Id("aws_security_group.caller")), ("ip_protocol", "-1"), ("cidr_ipv4", "0.0.0.0/0"))
            .Add("aws_vpc_endpoint.gateway", ("vpc_id", Id("aws_vpc.main")), ("service_name", "com.amazonaws.us-east-1.s3"), ("vpc_endpoint_type", "Gateway"), ("route_table_ids", new[] { Id("aws_route_table.private") }));
        var path = PathFinder.Find(plan.Model, new PathQuery { Caller = "caller", Service = "s3" })[0];

        Assert.Equal((Verdict.Reachable, Via.GatewayEndpoint), (path.Verdict, path.Via));
    }

    [Fact]
    public void The_endpoints_own_name_in_a_variable_of_the_users_own_is_undecided() => Answer.Is(
        Off.Set("aws_lambda_function.caller", "environment", new[] { Block(("variables", new Dictionary<string, object?> { ["CALLEE"] = "callee", ["LAMBDA_ENDPOINT"] = $"https://{Own}" })) }),
        Verdict.Undecided, HopKind.Name);

    [Fact]
    public void Private_DNS_of_execute_api_takes_over_public_APIs_too() => Answer.OfService(Scenario.Endpoint
        .Set(Endpoint, "service_name", "com.amazonaws.us-east-1.execute-api")
        .Add("aws_iam_role_policy.api", ("role", "caller"), ("policy", Scenario.Policy("Allow", "execute-api:Invoke", "*"))), "execute-api", Verdict.Reachable, HopKind.Name, "EXECUTE_API_TAKEN_OVER");

    private static TestPlan S3(bool? only) => Scenario.Endpoint
        .Set(Endpoint, "service_name", "com.amazonaws.us-east-1.s3")
        .Set(Endpoint, "dns_options", only is { } value ? new[] { Block(("private_dns_only_for_inbound_resolver_endpoint", value)) } : null)
        .Add("aws_iam_role_policy.s3", ("role", "caller"), ("policy", Scenario.Policy("Allow", "s3:GetObject", "*")));

    private static TestPlan Rule(TestPlan plan, string domain, string type) => plan
        .Add($"aws_route53_resolver_rule.{type}", ("domain_name", domain), ("rule_type", type))
        .Add($"aws_route53_resolver_rule_association.{type}", ("vpc_id", Id("aws_vpc.main")), ("resolver_rule_id", Id($"aws_route53_resolver_rule.{type}")));

    private static TestPlan Zone(TestPlan plan, string name, string? vpc = null) =>
        plan.Add("aws_route53_zone.z", ("name", name), ("vpc", new[] { Block(("vpc_id", vpc ?? Id("aws_vpc.main"))) }));

    private static TestPlan Record(TestPlan plan, string name, string target) => plan.Add("aws_route53_record.r",
        ("zone_id", Id("aws_route53_zone.z")), ("name", name), ("type", "A"), ("alias", new[] { Block(("name", target)) }));
}

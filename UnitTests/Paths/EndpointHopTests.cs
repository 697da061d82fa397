using PrivateInvoke.Paths;
using PrivateInvoke.Plan;
using PrivateInvoke.UnitTests.Cloud;
using static PrivateInvoke.UnitTests.Cloud.TestPlan;

namespace PrivateInvoke.UnitTests.Paths;

/// <summary>Each hop to an interface endpoint: where it alone blocks, where it is undecided, and what it says.</summary>
public sealed class EndpointHopTests
{
    private const string Endpoint = "aws_vpc_endpoint.lambda";
    private const string Out = "aws_vpc_security_group_egress_rule.out";
    private const string In = "aws_vpc_security_group_ingress_rule.in";

    [Fact]
    public void A_caller_without_egress_rules_is_blocked_and_told_what_Terraform_removed()
    {
        var hop = Only(Scenario.Endpoint.Remove(Out), HopKind.CallerEgress);

        Assert.Equal(("ENI_SG_RULES_MISMATCH", "aws_security_group.caller", "egress"), (hop.Code, hop.Address, hop.Attribute));
        Assert.Equal("aws_security_group.caller has no egress rule: Terraform's aws_security_group removes AWS's allow-all egress, which CloudFormation and SAM keep.", hop.Message);
        Assert.Equal(
            "Add resource \"aws_vpc_security_group_egress_rule\" with security_group_id = aws_security_group.caller.id, "
            + "referenced_security_group_id = aws_security_group.endpoint.id, ip_protocol = \"tcp\", from_port = 443, to_port = 443.", hop.Fix);
    }

    [Fact]
    public void A_caller_whose_egress_rules_are_for_others_is_blocked() =>
        Assert.Equal("aws_security_group.caller: its one egress rule does not let tcp 443 out to the endpoint's aws_security_group.endpoint.",
            Only(Scenario.Endpoint.Set(Out, "from_port", 80).Set(Out, "to_port", 80), HopKind.CallerEgress).Message);

    [Fact]
    public void Egress_to_half_of_the_endpoints_subnets_is_blocked() =>
        Only(Scenario.Endpoint.Set(Out, "referenced_security_group_id", null).Set(Out, "cidr_ipv4", "10.0.0.0/24"), HopKind.CallerEgress);

    [Fact]
    public void Egress_by_two_halves_of_a_subnet_passes() =>
        Passes(Scenario.Endpoint.Remove(Out).Set("aws_security_group.caller", "egress", new[]
        {
            Block(("protocol", "tcp"), ("from_port", 443), ("to_port", 443), ("cidr_blocks", new[] { "10.0.0.0/25", "10.0.0.128/25" })),
            Block(("protocol", "-1"), ("from_port", 0), ("to_port", 0), ("cidr_blocks", new[] { "10.0.1.0/24" })),
        }));

    [Fact]
    public void Egress_by_a_prefix_list_of_the_plan_passes() =>
        Passes(Scenario.Endpoint.Set(Out, "referenced_security_group_id", null).Set(Out, "prefix_list_id", Id("aws_ec2_managed_prefix_list.vpc"))
            .Add("aws_ec2_managed_prefix_list.vpc", ("entry", new[] { Block(("cidr", "10.0.0.0/16")) })));

    [Fact]
    public void An_old_style_rule_counts_as_well() =>
        Passes(Scenario.Endpoint.Remove(Out).Add("aws_security_group_rule.out", ("type", "egress"), ("security_group_id", Id("aws_security_group.caller")),
            ("protocol", "tcp"), ("from_port", 443), ("to_port", 443), ("source_security_group_id", Id("aws_security_group.endpoint"))));

    [Fact]
    public void Egress_that_is_not_known_is_undecided() => Unsure(Scenario.Endpoint.Hide(Out, "referenced_security_group_id"), HopKind.CallerEgress);

    [Fact]
    public void An_endpoint_without_ingress_rules_is_blocked()
    {
        var hop = Only(Scenario.Endpoint.Remove(In), HopKind.EndpointIngress);

        Assert.Equal("aws_security_group.endpoint has no ingress rule.", hop.Message);
        Assert.Equal(
            "Add resource \"aws_vpc_security_group_ingress_rule\" with security_group_id = aws_security_group.endpoint.id, "
            + "referenced_security_group_id = aws_security_group.caller.id, ip_protocol = \"tcp\", from_port = 443, to_port = 443.", hop.Fix);
    }

    [Fact]
    public void Ingress_from_one_of_two_subnets_blocks_half_of_the_pairs() =>
        Assert.StartsWith("2 of 4 pairs: aws_security_group.endpoint: its one ingress rule does not let tcp 443 in",
            Only(Scenario.Endpoint.Set(In, "referenced_security_group_id", null).Set(In, "cidr_ipv4", "10.0.1.0/24"), HopKind.EndpointIngress).Message, StringComparison.Ordinal);

    [Fact]
    public void Ingress_from_everywhere_is_a_warning() =>
        Assert.Equal("OPEN_TO_ALL_ADDRESSES", Scenario.Endpoint.Set(In, "referenced_security_group_id", null).Set(In, "cidr_ipv4", "0.0.0.0/0").Hop(HopKind.EndpointIngress).Code);

    [Fact]
    public void An_endpoint_without_groups_has_the_VPCs_default_one()
    {
        var plan = Scenario.Endpoint.Set(Endpoint, "security_group_ids", null).Set(Out, "referenced_security_group_id", null).Set(Out, "cidr_ipv4", "0.0.0.0/0");

        Assert.Equal("aws_vpc_endpoint.lambda names no security group, so it has aws_vpc.main's default security group, which does not let the caller in.",
            Only(plan, HopKind.EndpointIngress).Message);
    }

    [Fact]
    public void Ingress_that_is_not_known_is_undecided() => Unsure(Scenario.Endpoint.Hide("aws_security_group.endpoint", "ingress").Remove(In), HopKind.EndpointIngress);

    [Fact]
    public void A_gateway_endpoint_for_lambda_is_blocked() =>
        Assert.Equal("Set vpc_endpoint_type = \"Interface\" on aws_vpc_endpoint.lambda (the provider's default is \"Gateway\").",
            Only(Scenario.Endpoint.Set(Endpoint, "vpc_endpoint_type", null), HopKind.EndpointPlacement).Fix);

    [Fact]
    public void An_endpoint_without_subnets_is_blocked() => Only(Scenario.Endpoint.Set(Endpoint, "subnet_ids", null), HopKind.EndpointPlacement);

    [Fact]
    public void An_endpoint_with_two_subnets_of_a_zone_is_blocked() =>
        Only(Scenario.Endpoint.Set("aws_subnet.b", "availability_zone", "us-east-1a"), HopKind.EndpointPlacement);

    [Fact]
    public void An_endpoint_in_one_of_the_callers_zones_is_a_warning() =>
        Assert.Equal("aws_vpc_endpoint.lambda has no interface in us-east-1b, where the caller also runs: calls from there cross zones.",
            Scenario.Endpoint.Set(Endpoint, "subnet_ids", new[] { Id("aws_subnet.a") }).Hop(HopKind.EndpointPlacement).Message);

    [Fact]
    public void Private_DNS_off_is_blocked_at_the_name()
    {
        var hop = Only(Scenario.Endpoint.Set(Endpoint, "private_dns_enabled", null), HopKind.Name);

        Assert.Equal(("PRIVATE_DNS_OFF", "Set private_dns_enabled = true on aws_vpc_endpoint.lambda."), (hop.Code, hop.Fix));
    }

    [Fact]
    public void A_VPC_without_DNS_hostnames_is_blocked_at_the_name() =>
        Assert.Equal("Set enable_dns_hostnames = true on aws_vpc.main.", Only(Scenario.Endpoint.Set("aws_vpc.main", "enable_dns_hostnames", null), HopKind.Name).Fix);

    [Fact]
    public void Private_DNS_that_is_not_known_is_undecided() => Unsure(Scenario.Endpoint.Hide(Endpoint, "private_dns_enabled"), HopKind.Name);

    [Fact]
    public void DNS_servers_of_ones_own_are_undecided() =>
        Unsure(Scenario.Endpoint.Add("aws_vpc_dhcp_options.own", ("domain_name_servers", new[] { "10.0.0.2" }))
            .Add("aws_vpc_dhcp_options_association.own", ("vpc_id", Id("aws_vpc.main")), ("dhcp_options_id", Id("aws_vpc_dhcp_options.own"))), HopKind.Name);

    [Fact]
    public void The_FIPS_host_goes_past_the_endpoint_and_is_blocked() =>
        Assert.Equal("PRIVATE_DNS_BYPASSED", Only(Environment("AWS_USE_FIPS_ENDPOINT", "true"), HopKind.ApiHost).Code);

    [Fact]
    public void The_endpoints_own_name_needs_no_private_DNS() =>
        Passes(Environment("AWS_ENDPOINT_URL_LAMBDA", "https://vpce-1.lambda.us-east-1.vpce.amazonaws.com").Set(Endpoint, "private_dns_enabled", false)
            .Set(Endpoint, "dns_entry", new[] { Block(("dns_name", "vpce-1.lambda.us-east-1.vpce.amazonaws.com")) }));

    [Fact]
    public void A_host_that_is_not_AWS_is_undecided() => Unsure(Environment("AWS_ENDPOINT_URL", "http://gateway.internal:8080"), HopKind.ApiHost);

    [Fact]
    public void A_network_ACL_without_entries_is_blocked()
    {
        var path = Scenario.Endpoint.Add("aws_network_acl.closed", ("vpc_id", Id("aws_vpc.main")), ("subnet_ids", new[] { Id("aws_subnet.a") })).Judge();

        Assert.Equal(Verdict.Blocked, path.Verdict);
        Assert.All(path.Blockers, hop => Assert.Equal((HopKind.NetworkAcl, "SUBNET_ACL_RESTRICTION"), (hop.Kind, hop.Code)));
        Assert.Contains(path.Blockers, hop => hop.Message == "2 of 4 pairs: aws_network_acl.closed: tcp 443 out to 10.0.1.0/24 is denied.");
    }

    [Fact]
    public void A_network_ACL_that_drops_some_answers_is_undecided() =>
        Unsure(Scenario.Endpoint.Add("aws_network_acl.some", ("vpc_id", Id("aws_vpc.main")), ("subnet_ids", new[] { Id("aws_subnet.a"), Id("aws_subnet.b") }),
            ("egress", new[] { Entry("-1", 0, 0) }), ("ingress", new[] { Entry("6", 443, 443), Entry("6", 32768, 65535) })), HopKind.NetworkAcl);

    [Fact]
    public void A_network_ACL_with_443_and_the_ephemeral_ports_passes() =>
        Passes(Scenario.Endpoint.Add("aws_network_acl.some", ("vpc_id", Id("aws_vpc.main")), ("subnet_ids", new[] { Id("aws_subnet.a"), Id("aws_subnet.b") }),
            ("egress", new[] { Entry("6", 443, 443), Entry("6", 1024, 65535) }), ("ingress", new[] { Entry("6", 443, 443), Entry("6", 1024, 65535) })));

    [Fact]
    public void An_endpoint_policy_for_another_function_is_blocked_in_AWSs_words() =>
        Assert.Equal(
            "User: arn:aws:sts::000000000000:assumed-role/caller/caller is not authorized to perform: lambda:InvokeFunction on resource: "
            + $"{Scenario.Callee} because no VPC endpoint policy allows the lambda:InvokeFunction action",
            Only(Scenario.Endpoint.Set(Endpoint, "policy", Scenario.Statement("Allow", resource: $"{Scenario.Callee}-2")), HopKind.EndpointPolicy).Message);

    [Fact]
    public void An_endpoint_policy_that_is_not_known_is_undecided() => Unsure(Scenario.Endpoint.Hide(Endpoint, "policy"), HopKind.EndpointPolicy);

    [Fact]
    public void An_endpoint_policy_for_the_organization_is_undecided() =>
        Unsure(Scenario.Endpoint.Set(Endpoint, "policy", Scenario.Statement("Allow", """{"StringEquals":{"aws:PrincipalOrgID":"o-1"}}""")), HopKind.EndpointPolicy);

    private static PlannedObject Entry(string protocol, int from, int to) => Block(
        ("rule_no", 100 + from), ("action", "allow"), ("protocol", protocol), ("from_port", from), ("to_port", to), ("cidr_block", "0.0.0.0/0"));

    private static TestPlan Environment(string name, string value) => Scenario.Endpoint.Set("aws_lambda_function.caller", "environment",
        new[] { Block(("variables", new Dictionary<string, object?> { [name] = value })) });

    private static void Passes(TestPlan plan) => Assert.Equal((Verdict.Reachable, Via.InterfaceEndpoint), (plan.Judge().Verdict, plan.Judge().Via));

    private static Hop Only(TestPlan plan, HopKind kind)
    {
        var path = plan.Judge();
        Assert.Equal(Verdict.Blocked, path.Verdict);
        var hop = Assert.Single(path.Blockers);
        Assert.Equal(kind, hop.Kind);
        return hop;
    }

    private static void Unsure(TestPlan plan, HopKind kind)
    {
        var path = plan.Judge();
        Assert.Equal(Verdict.Undecided, path.Verdict);
        Assert.Contains(path.Hops, hop => hop.Kind == kind && hop.Result is HopResult.Undecided);
    }
}

using PrivateInvoke.Paths;
using PrivateInvoke.Plan;
using PrivateInvoke.UnitTests.Cloud;
using static PrivateInvoke.UnitTests.Cloud.TestPlan;

namespace PrivateInvoke.UnitTests.Paths.Rows;

/// <summary>Security groups, network ACLs and the endpoint's place.</summary>
internal static class EndpointRows
{
    private const string Endpoint = "aws_vpc_endpoint.lambda";
    private const string Out = "aws_vpc_security_group_egress_rule.out";
    private const string In = "aws_vpc_security_group_ingress_rule.in";

    public static IEnumerable<RowCase> Cases =>
    [
        new("caller-egress", "passes", HopKind.CallerEgress, Scenario.Endpoint),
        new("caller-egress", "passes-prefix-list", HopKind.CallerEgress, Scenario.Endpoint
            .Set(Out, "referenced_security_group_id", null).Set(Out, "prefix_list_id", Id("aws_ec2_managed_prefix_list.vpc"))
            .Add("aws_ec2_managed_prefix_list.vpc", ("entry", new[] { Block(("cidr", "10.0.0.0/16")) }))),
        new("caller-egress", "blocks", HopKind.CallerEgress, Scenario.Endpoint.Remove(Out)),
        new("caller-egress", "blocks-another-port", HopKind.CallerEgress, Scenario.Endpoint.Set(Out, "from_port", 80).Set(Out, "to_port", 80)),
        new("caller-egress", "blocks-to-nat", HopKind.CallerEgress, Scenario.Nat.Set(Out, "cidr_ipv4", "10.0.0.0/8")),
        new("caller-egress", "blocks-list-of-s3", HopKind.CallerEgress, List(Scenario.Endpoint, "com.amazonaws.us-east-1.s3")),
        new("caller-egress", "blocks-list-of-a-gateway", HopKind.CallerEgress, Scenario.Endpoint
            .Set(Out, "referenced_security_group_id", null).Set(Out, "prefix_list_id", "pl-1")
            .Add("aws_vpc_endpoint.s3", ("vpc_id", Id("aws_vpc.main")), ("service_name", "com.amazonaws.us-east-1.s3"), ("prefix_list_id", "pl-1"))),
        new("caller-egress", "blocks-list-of-s3-to-nat", HopKind.CallerEgress, List(Scenario.Nat, "com.amazonaws.us-east-1.s3")),
        new("caller-egress", "undecided-list-of-cloudfront-to-nat", HopKind.CallerEgress,
            List(Scenario.Nat, "com.amazonaws.global.cloudfront.origin-facing")),
        new("caller-egress", "undecided-list-without-a-name", HopKind.CallerEgress, List(Scenario.Endpoint, Unknown)),
        new("caller-egress", "undecided", HopKind.CallerEgress, Scenario.Endpoint.Hide(Out, "referenced_security_group_id")),

        new("endpoint-ingress", "passes", HopKind.EndpointIngress, Scenario.Endpoint),
        new("endpoint-ingress", "blocks", HopKind.EndpointIngress, Scenario.Endpoint.Remove(In)),
        new("endpoint-ingress", "blocks-half", HopKind.EndpointIngress,
            Scenario.Endpoint.Set(In, "referenced_security_group_id", null).Set(In, "cidr_ipv4", "10.0.1.0/24")),
        new("endpoint-ingress", "blocks-default-group", HopKind.EndpointIngress, Scenario.Endpoint.Set(Endpoint, "security_group_ids", null)
            .Set(Out, "referenced_security_group_id", null).Set(Out, "cidr_ipv4", "0.0.0.0/0")),
        new("endpoint-ingress", "blocks-default-group-kept", HopKind.EndpointIngress, Scenario.Endpoint.Remove(In).Set(Endpoint, "security_group_ids", null)
            .Set(Out, "referenced_security_group_id", null).Set(Out, "cidr_ipv4", "0.0.0.0/0")
            .Add("aws_vpc_endpoint_security_group_association.more", ("vpc_endpoint_id", Id(Endpoint)), ("security_group_id", Id("aws_security_group.endpoint")))),
        new("endpoint-ingress", "warns", HopKind.EndpointIngress,
            Scenario.Endpoint.Set(In, "referenced_security_group_id", null).Set(In, "cidr_ipv4", "0.0.0.0/0")),
        new("endpoint-ingress", "blocks-list-of-vpc-lattice", HopKind.EndpointIngress, Scenario.Endpoint
            .Set(In, "referenced_security_group_id", null).Set(In, "prefix_list_id", Id("data.aws_ec2_managed_prefix_list.aws"))
            .Add("data.aws_ec2_managed_prefix_list.aws", ("name", "com.amazonaws.us-east-1.vpc-lattice"))),
        new("endpoint-ingress", "undecided", HopKind.EndpointIngress, Scenario.Endpoint.Hide(In, "referenced_security_group_id")),

        new("network-acl", "passes", HopKind.NetworkAcl, Acl(Entry("6", 443, 443), Entry("6", 1024, 65535))),
        new("network-acl", "blocks", HopKind.NetworkAcl, Acl()),
        new("network-acl", "blocks-answers", HopKind.NetworkAcl, Acl(Entry("6", 443, 443))),
        new("network-acl", "undecided", HopKind.NetworkAcl, Acl(Entry("6", 443, 443), Entry("6", 32768, 65535))),

        new("endpoint-placement", "passes", HopKind.EndpointPlacement, Scenario.Endpoint),
        new("endpoint-placement", "passes-no-address-type", HopKind.EndpointPlacement, Scenario.Endpoint.Set(Endpoint, "ip_address_type", "")),
        new("endpoint-placement", "blocks", HopKind.EndpointPlacement, Scenario.Endpoint.Set(Endpoint, "vpc_endpoint_type", null)),
        new("endpoint-placement", "blocks-no-subnet", HopKind.EndpointPlacement, Scenario.Endpoint.Set(Endpoint, "subnet_ids", null)),
        new("endpoint-placement", "blocks-two-of-a-zone", HopKind.EndpointPlacement,
            Scenario.Endpoint.Set("aws_subnet.b", "availability_zone", "us-east-1a")),
        new("endpoint-placement", "warns", HopKind.EndpointPlacement, Scenario.Endpoint.Set(Endpoint, "subnet_ids", new[] { Id("aws_subnet.a") })),
        new("endpoint-placement", "undecided", HopKind.EndpointPlacement, Scenario.Endpoint.Hide("aws_subnet.b", "availability_zone")),

        new("endpoint-placement", "undecided-service", HopKind.EndpointPlacement, Scenario.Endpoint.Set(Endpoint, "service_name", "id-0123456789abcdef0")),

        new("unusable-endpoint", "warns-admits-nobody", HopKind.EndpointPlacement, Scenario.Endpoint
            .Add("aws_security_group.closed", ("vpc_id", Id("aws_vpc.main")))
            .Add("aws_vpc_endpoint.sqs", ("vpc_id", Id("aws_vpc.main")), ("service_name", "com.amazonaws.us-east-1.sqs"), ("vpc_endpoint_type", "Interface"),
                ("subnet_ids", new[] { Id("aws_subnet.a") }), ("security_group_ids", new[] { Id("aws_security_group.closed") }))),
        new("unusable-endpoint", "warns-without-caller", HopKind.EndpointPlacement, Scenario.Nat
            .Add("aws_vpc.other", ("cidr_block", "10.1.0.0/16"), ("enable_dns_support", true), ("enable_dns_hostnames", true))
            .Add("aws_subnet.other", ("vpc_id", Id("aws_vpc.other")), ("cidr_block", "10.1.0.0/24"), ("availability_zone", "us-east-1a"))
            .Add("aws_vpc_endpoint.other", ("vpc_id", Id("aws_vpc.other")), ("service_name", "com.amazonaws.us-east-1.lambda"), ("vpc_endpoint_type", "Interface"),
                ("private_dns_enabled", true), ("subnet_ids", new[] { Id("aws_subnet.other") }))),
    ];

    /// <summary>The caller's one rule is for a prefix list of AWS's own.</summary>
    private static TestPlan List(TestPlan plan, object name) => plan
        .Set(Out, "referenced_security_group_id", null).Set(Out, "cidr_ipv4", null).Set(Out, "prefix_list_id", Id("data.aws_ec2_managed_prefix_list.aws"))
        .Add("data.aws_ec2_managed_prefix_list.aws", ("name", name));

    /// <summary>One ACL for both subnets, with the same entries in both directions.</summary>
    private static TestPlan Acl(params PlannedObject[] entries) => Scenario.Endpoint
        .Set(Endpoint, "subnet_ids", new[] { Id("aws_subnet.b"), Id("aws_subnet.a") })
        .Add("aws_network_acl.own", ("vpc_id", Id("aws_vpc.main")), ("subnet_ids", new[] { Id("aws_subnet.a"), Id("aws_subnet.b") }),
            ("ingress", entries), ("egress", entries));

    private static PlannedObject Entry(string protocol, int from, int to) => Block(
        ("rule_no", 100 + (from % 1000)), ("action", "allow"), ("protocol", protocol), ("from_port", from), ("to_port", to), ("cidr_block", "0.0.0.0/0"));
}

using PrivateInvoke.Plan;
using PrivateInvoke.UnitTests.Cloud;
using static PrivateInvoke.UnitTests.Cloud.TestPlan;

namespace PrivateInvoke.UnitTests.Paths;

/// <summary>Single changes to a plan, of every kind that a rule looks at.</summary>
internal static class Mutations
{
    private const string Endpoint = "aws_vpc_endpoint.lambda";

    public static readonly Func<TestPlan, TestPlan>[] Allows =
    [
        plan => plan.Add("aws_vpc_security_group_egress_rule.more", ("security_group_id", Id("aws_security_group.caller")), ("ip_protocol", "-1"), ("cidr_ipv4", "0.0.0.0/0")),
        plan => plan.Add("aws_vpc_security_group_ingress_rule.more", ("security_group_id", Id("aws_security_group.endpoint")), ("ip_protocol", "tcp"), ("from_port", 0), ("to_port", 65535), ("cidr_ipv4", "10.0.0.0/16")),
        plan => plan.Add("aws_iam_role_policy.more", ("role", "caller"), ("policy", Scenario.Policy("Allow", "lambda:*", "*"))),
        plan => plan.Add("aws_iam_role_policy_attachment.more", ("role", "caller"), ("policy_arn", "arn:aws:iam::aws:policy/AdministratorAccess")),
        plan => plan.Add("aws_lambda_permission.more", ("function_name", "callee"), ("action", "lambda:InvokeFunction"), ("principal", "*")),
        plan => plan.Add("aws_network_acl_rule.more", ("network_acl_id", Id("aws_network_acl.some")), ("rule_number", 1), ("rule_action", "allow"), ("protocol", "-1"), ("cidr_block", "10.0.0.0/16")),
        plan => plan.Add("aws_network_acl_rule.back", ("network_acl_id", Id("aws_network_acl.some")), ("rule_number", 1), ("egress", true), ("rule_action", "allow"), ("protocol", "-1"), ("cidr_block", "10.0.0.0/16")),
    ];

    /// <summary>Things to take away that only ever let something through.</summary>
    public static readonly string[] Closings =
    [
        "aws_vpc_security_group_egress_rule.out", "aws_vpc_security_group_egress_rule.more", "aws_vpc_security_group_ingress_rule.in", "aws_vpc_security_group_ingress_rule.more",
        "aws_route.internet", "aws_route.nat", "aws_route.default", "aws_internet_gateway.main", "aws_nat_gateway.main", "aws_network_acl_rule.more",
        "aws_network_acl_rule.back", "aws_iam_role_policy.invoke", "aws_iam_role_policy.more", "aws_iam_role_policy_attachment.vpc", "aws_iam_role_policy_attachment.more",
        "aws_lambda_permission.more", "aws_lambda_permission.alias",
    ];

    public static readonly Func<TestPlan, TestPlan>[] Denies =
    [
        plan => plan.Add("aws_iam_role_policy.less", ("role", "caller"), ("policy", Scenario.Policy("Deny", "lambda:InvokeFunction", Scenario.Callee))),
        plan => plan.Add("aws_iam_role_policy.less", ("role", "caller"), ("policy", Scenario.Policy("Deny", "ec2:*", "*"))),
        plan => plan.Add("aws_iam_role_policy.less", ("role", "caller"), ("policy",
            """{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"StringNotEqualsIfExists":{"aws:SourceVpc":"vpc-1"}}}}""")),
        plan => plan.Add("aws_vpc_endpoint_policy.less", ("vpc_endpoint_id", Id(Endpoint)), ("policy", Scenario.Statement("Deny"))),
        plan => plan.Add("aws_organizations_policy.less", ("content", Scenario.Policy("Deny", "lambda:*", "*"))),
        plan => plan.Add("aws_organizations_policy.less", ("content", Scenario.Policy("Allow", "s3:*", "*"))),
        plan => plan.Add("aws_network_acl_rule.less", ("network_acl_id", Id("aws_network_acl.some")), ("rule_number", 2), ("rule_action", "deny"), ("protocol", "6"), ("from_port", 443), ("to_port", 443), ("cidr_block", "10.0.0.0/25")),
        plan => plan.Add("aws_network_acl_rule.answers", ("network_acl_id", Id("aws_network_acl.some")), ("rule_number", 2), ("egress", true), ("rule_action", "deny"), ("protocol", "6"), ("from_port", 1024), ("to_port", 65535), ("cidr_block", "10.0.0.0/16")),
        plan => plan.Add("aws_route.middlebox", ("route_table_id", Id("aws_route_table.private")), ("destination_cidr_block", "10.0.1.0/24"), ("network_interface_id", "eni-1")),
        plan => plan.Add("aws_route.answers", ("route_table_id", Id("aws_route_table.public")), ("destination_cidr_block", "10.0.0.0/23"), ("network_interface_id", "eni-1")),
    ];

    public static readonly Func<TestPlan, TestPlan>[] All =
    [
        .. Allows,
        .. Denies,
        plan => plan.Set("aws_iam_role.caller", "assume_role_policy", Scenario.Trust("ec2.amazonaws.com")),
        plan => plan.Set(Endpoint, "ip_address_type", "dualstack"),
        plan => plan.Remove("aws_vpc_security_group_egress_rule.out"),
        plan => plan.Remove("aws_vpc_security_group_ingress_rule.in"),
        plan => plan.Remove("aws_iam_role_policy.invoke"),
        plan => plan.Remove("aws_iam_role_policy_attachment.vpc"),
        plan => plan.Remove("aws_route_table_association.a"),
        plan => plan.Remove("aws_route.internet"),
        plan => plan.Remove("aws_route.nat"),
        plan => plan.Remove("aws_internet_gateway.main"),
        plan => plan.Set(Endpoint, "private_dns_enabled", false),
        plan => plan.Set(Endpoint, "subnet_ids", new[] { Id("aws_subnet.a") }),
        plan => plan.Set(Endpoint, "subnet_ids", null),
        plan => plan.Set(Endpoint, "security_group_ids", null),
        plan => plan.Set(Endpoint, "vpc_endpoint_type", null),
        plan => plan.Set(Endpoint, "service_name", "com.amazonaws.us-east-1.sqs"),
        plan => plan.Set(Endpoint, "policy", Scenario.Policy("Allow", "lambda:InvokeFunction", Scenario.Callee)),
        plan => plan.Set(Endpoint, "policy", Scenario.Statement("Allow", """{"ArnEquals":{"aws:PrincipalArn":"arn:aws:iam::000000000000:role/caller"}}""")),
        plan => plan.Set("aws_vpc.main", "enable_dns_hostnames", false),
        plan => plan.Set("aws_vpc.main", "enable_dns_support", false),
        plan => plan.Set("aws_security_group.endpoint", "vpc_id", null),
        plan => plan.Set("aws_subnet.b", "vpc_id", "vpc-elsewhere"),
        plan => plan.Add("aws_iam_role_policy_attachments_exclusive.caller", ("role_name", "caller"),
            ("policy_arns", new[] { "arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole" })),
        plan => plan.Add("aws_iam_role_policies_exclusive.caller", ("role_name", "caller"), ("policy_names", Array.Empty<string>())),
        plan => plan.Add("aws_lambda_permission.alias", ("function_name", "callee"), ("action", "lambda:InvokeFunction"), ("principal", "*"), ("qualifier", "live")),
        plan => plan.Add("aws_vpc_endpoint_security_group_association.more", ("vpc_endpoint_id", Id(Endpoint)), ("security_group_id", Id("aws_security_group.endpoint"))),
        plan => plan.Set("aws_nat_gateway.main", "connectivity_type", "private"),
        plan => plan.Set("aws_nat_gateway.main", "subnet_id", Id("aws_subnet.a")),
        plan => plan.Set("aws_subnet.b", "availability_zone", "us-east-1a"),
        plan => plan.Set("aws_lambda_function.callee", "reserved_concurrent_executions", 0),
        plan => plan.Set("aws_lambda_function.caller", "environment", new[] { Block(("variables", new Dictionary<string, object?> { ["AWS_USE_FIPS_ENDPOINT"] = "true" })) }),
        plan => plan.Set("aws_vpc_security_group_egress_rule.out", "to_port", 80),
        plan => plan.Set("aws_security_group.caller", "egress", new[] { Block(("protocol", "tcp"), ("from_port", 443), ("to_port", 443), ("cidr_blocks", new[] { "10.0.0.0/24" })) }),
        plan => plan.Add("aws_default_security_group.main", ("vpc_id", Id("aws_vpc.main"))),
        plan => plan.Add("aws_network_acl.some", ("vpc_id", Id("aws_vpc.main")), ("subnet_ids", new[] { Id("aws_subnet.b") })),
        plan => plan.Add("aws_default_network_acl.some", ("default_network_acl_id", "default_network_acl-of-aws_vpc.main"),
            ("ingress", new[] { Block(("rule_no", 100), ("action", "allow"), ("protocol", "-1"), ("cidr_block", "0.0.0.0/0")) }),
            ("egress", new[] { Block(("rule_no", 100), ("action", "allow"), ("protocol", "6"), ("from_port", 1024), ("to_port", 65535), ("cidr_block", "0.0.0.0/0")) })),
        plan => plan.Add("aws_route.default", ("route_table_id", "main_route_table-of-aws_vpc.main"), ("destination_cidr_block", "0.0.0.0/0"), ("nat_gateway_id", Id("aws_nat_gateway.main"))),
        plan => plan.Add("aws_vpc_dhcp_options.own", ("domain_name_servers", new[] { "10.0.0.2" }))
            .Add("aws_vpc_dhcp_options_association.own", ("vpc_id", Id("aws_vpc.main")), ("dhcp_options_id", Id("aws_vpc_dhcp_options.own"))),
        plan => plan.Add("aws_iam_policy.bound", ("name", "bound"), ("policy", Scenario.Policy("Allow", "lambda:*", "*")))
            .Set("aws_iam_role.caller", "permissions_boundary", Arn("aws_iam_policy.bound")),
        plan => plan.Set("aws_iam_role.caller", "inline_policy", new[] { Block(("name", "own"), ("policy", Scenario.Policy("Allow", "lambda:InvokeFunction", "*"))) }),
        plan => plan.Set("aws_iam_role.caller", "inline_policy", new[] { Block() }),
        plan => plan.Set("aws_iam_role.caller", "managed_policy_arns", new[] { "arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole" }),
        plan => plan.Set("aws_iam_role_policy.invoke", "name", "own").Add("aws_iam_role_policy.same", ("role", "caller"), ("name", "own"), ("policy", Scenario.Policy("Allow", "s3:*", "*"))),
        plan => plan.Set("aws_route_table.private", "vpc_id", "vpc-elsewhere"),
        plan => plan.Add("aws_iam_role_policy.vpce", ("role", "caller"), ("policy",
            """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"lambda:*","Resource":"*","Condition":{"StringEquals":{"aws:SourceVpce":"id-aws_vpc_endpoint.lambda"}}}}""")),
    ];

    public static string Describe(TestPlan plan) => string.Join("\n", plan.Judge().Hops.Where(hop => hop.Result is not PrivateInvoke.Paths.HopResult.Passed)
        .Select(hop => hop.ToString())) + "\n" + string.Join("\n", plan.Resources.Select(resource =>
        $"{resource.Address}: {string.Join(", ", resource.Values.Attributes.Select(pair => $"{pair.Key}={Text(pair.Value)}"))}"));

    private static string Text(PlannedValue value) => value switch
    {
        PlannedValue.Text text => text.Value,
        PlannedValue.List list => $"[{string.Join(" ", list.Items.Select(Text))}]",
        PlannedValue.Object one => $"{{{string.Join(" ", one.Value.Attributes.Select(pair => $"{pair.Key}={Text(pair.Value)}"))}}}",
        _ => value.ToString(),
    };
}

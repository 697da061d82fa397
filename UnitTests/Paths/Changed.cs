using PrivateInvoke.UnitTests.Cloud;
using static PrivateInvoke.UnitTests.Cloud.TestPlan;

namespace PrivateInvoke.UnitTests.Paths;

/// <summary>Plans that differ in what a rule looks at, reachable and blocked ones.</summary>
internal static class Changed
{
    public static readonly IReadOnlyDictionary<string, TestPlan> All = new Dictionary<string, TestPlan>
    {
        ["endpoint"] = Scenario.Endpoint,
        ["nat"] = Scenario.Nat,
        ["no VPC"] = Scenario.Functions,
        ["nothing leads out"] = Scenario.Vpc,
        ["no egress"] = Scenario.Endpoint.Remove("aws_vpc_security_group_egress_rule.out"),
        ["no ingress"] = Scenario.Endpoint.Remove("aws_vpc_security_group_ingress_rule.in"),
        ["private DNS off"] = Scenario.Endpoint.Set("aws_vpc_endpoint.lambda", "private_dns_enabled", false),
        ["private DNS off beside a NAT"] = WithNat(Scenario.Endpoint).Set("aws_vpc_endpoint.lambda", "private_dns_enabled", false),
        ["both"] = WithNat(Scenario.Endpoint),
        ["both, closed endpoint"] = WithNat(Scenario.Endpoint).Remove("aws_vpc_security_group_ingress_rule.in"),
        ["endpoint policy for another"] = Scenario.Endpoint.Set("aws_vpc_endpoint.lambda", "policy", Scenario.Statement("Allow", resource: "arn:aws:lambda:*:*:function:other")),
        ["Deny off the endpoint"] = Scenario.Endpoint.Add("aws_iam_role_policy.deny", ("role", "caller"), ("policy",
            """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"lambda:*","Resource":"*","Condition":{"StringNotEquals":{"aws:SourceVpce":"id-aws_vpc_endpoint.lambda"}}}]}""")),
        ["no invoke"] = Scenario.Endpoint.Remove("aws_iam_role_policy.invoke"),
        ["no interface permissions"] = Scenario.Endpoint.Remove("aws_iam_role_policy_attachment.vpc"),
        ["role for another service"] = Scenario.Endpoint.Set("aws_iam_role.callee", "assume_role_policy", Scenario.Trust("ec2.amazonaws.com")),
        ["organization policy for another service"] = Scenario.Endpoint.Add("aws_organizations_policy.guard", ("content", Scenario.Policy("Deny", "s3:*", "*"))),
        ["IPv6 allowed"] = Scenario.Endpoint.Set("aws_lambda_function.caller", "vpc_config", new[]
        {
            Block(("subnet_ids", new[] { Id("aws_subnet.a"), Id("aws_subnet.b") }), ("security_group_ids", new[] { Id("aws_security_group.caller") }), ("ipv6_allowed_for_dual_stack", true)),
        }),
        ["closed ACL"] = Scenario.Endpoint.Add("aws_network_acl.closed", ("vpc_id", Id("aws_vpc.main")), ("subnet_ids", new[] { Id("aws_subnet.a") })),
        ["open ACL"] = Scenario.Endpoint
            .Add("aws_network_acl.open", ("vpc_id", Id("aws_vpc.main")), ("subnet_ids", new[] { Id("aws_subnet.a") }))
            .Add("aws_network_acl_rule.in", ("network_acl_id", Id("aws_network_acl.open")), ("rule_number", 100), ("rule_action", "allow"), ("protocol", "-1"), ("cidr_block", "0.0.0.0/0"))
            .Add("aws_network_acl_rule.out", ("network_acl_id", Id("aws_network_acl.open")), ("rule_number", 100), ("rule_action", "allow"), ("protocol", "-1"), ("cidr_block", "0.0.0.0/0"), ("egress", true)),
        ["default group for the endpoint"] = Scenario.Endpoint.Set("aws_vpc_endpoint.lambda", "security_group_ids", null),
        ["adopted default group"] = Scenario.Endpoint
            .Set("aws_vpc_endpoint.lambda", "security_group_ids", null)
            .Add("aws_default_security_group.main", ("vpc_id", Id("aws_vpc.main"))),
        ["CIDR rules"] = Scenario.Endpoint
            .Set("aws_vpc_security_group_egress_rule.out", "referenced_security_group_id", null)
            .Set("aws_vpc_security_group_egress_rule.out", "cidr_ipv4", "10.0.0.0/16")
            .Set("aws_vpc_security_group_ingress_rule.in", "referenced_security_group_id", null)
            .Set("aws_vpc_security_group_ingress_rule.in", "cidr_ipv4", "10.0.0.0/23"),
        ["NAT in a private subnet"] = Scenario.Nat.Set("aws_nat_gateway.main", "subnet_id", Id("aws_subnet.a")),
        ["private NAT"] = Scenario.Nat.Set("aws_nat_gateway.main", "connectivity_type", "private"),
        ["internet gateway directly"] = Scenario.Nat.Set("aws_route.nat", "nat_gateway_id", null).Set("aws_route.nat", "gateway_id", Id("aws_internet_gateway.main")),
        ["no DNS hostnames"] = Scenario.Endpoint.Set("aws_vpc.main", "enable_dns_hostnames", false),
        ["switched off"] = Scenario.Endpoint.Set("aws_lambda_function.callee", "reserved_concurrent_executions", 0),
        ["two subnets of a zone"] = Scenario.Endpoint.Set("aws_subnet.b", "availability_zone", "us-east-1a"),
        ["separate private DNS"] = Scenario.Endpoint.Set("aws_vpc_endpoint.lambda", "private_dns_enabled", null)
            .Add("aws_vpc_endpoint_private_dns.on", ("vpc_endpoint_id", Id("aws_vpc_endpoint.lambda")), ("private_dns_enabled", true)),
        ["separate subnets and groups"] = Scenario.Endpoint
            .Set("aws_vpc_endpoint.lambda", "subnet_ids", null).Set("aws_vpc_endpoint.lambda", "security_group_ids", null)
            .Add("aws_vpc_endpoint_subnet_association.a", ("vpc_endpoint_id", Id("aws_vpc_endpoint.lambda")), ("subnet_id", Id("aws_subnet.a")))
            .Add("aws_vpc_endpoint_security_group_association.e", ("vpc_endpoint_id", Id("aws_vpc_endpoint.lambda")),
                ("security_group_id", Id("aws_security_group.endpoint")), ("replace_default_association", true)),
        ["closed endpoint policy"] = Scenario.Endpoint.Add("aws_vpc_endpoint_policy.p", ("vpc_endpoint_id", Id("aws_vpc_endpoint.lambda")), ("policy", Scenario.Statement("Deny"))),
        ["endpoint policy for the role"] = Scenario.Endpoint.Set("aws_vpc_endpoint.lambda", "policy",
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::000000000000:role/caller\"},"
            + "\"Action\":\"lambda:InvokeFunction\",\"Resource\":[\"" + Scenario.Callee + "\",\"" + Scenario.Callee + ":*\"]}]}"),
        ["boundary"] = Scenario.Endpoint
            .Add("aws_iam_policy.bound", ("name", "bound"), ("policy", Scenario.Policy("Allow", "ec2:*", "*")))
            .Set("aws_iam_role.caller", "permissions_boundary", Arn("aws_iam_policy.bound")),
        ["AWS-managed policy"] = Scenario.Endpoint.Remove("aws_iam_role_policy.invoke")
            .Add("aws_iam_role_policy_attachment.invoke", ("role", "caller"), ("policy_arn", "arn:aws:iam::aws:policy/service-role/AWSLambdaRole")),
        ["no SDK default host"] = WithNat(Scenario.Endpoint).Set("aws_lambda_function.caller", "environment", new[]
        {
            Block(("variables", new Dictionary<string, object?> { ["AWS_ENDPOINT_URL_LAMBDA"] = "https://lambda-fips.us-east-1.amazonaws.com" })),
        }),
        ["Block Public Access"] = Scenario.Nat.Add("aws_vpc_block_public_access_options.on", ("internet_gateway_block_mode", "block-bidirectional")),
        ["Block Public Access with an exclusion"] = Scenario.Nat
            .Add("aws_vpc_block_public_access_options.on", ("internet_gateway_block_mode", "block-bidirectional"))
            .Add("aws_vpc_block_public_access_exclusion.vpc", ("vpc_id", Id("aws_vpc.main")), ("internet_gateway_exclusion_mode", "allow-egress")),
        ["main route table"] = Scenario.Nat.Remove("aws_route_table_association.a").Remove("aws_route_table_association.b")
            .Add("aws_main_route_table_association.m", ("vpc_id", Id("aws_vpc.main")), ("route_table_id", Id("aws_route_table.private"))),
        ["resource policy"] = Scenario.Endpoint.Remove("aws_iam_role_policy.invoke")
            .Add("aws_lambda_permission.caller", ("function_name", "callee"), ("action", "lambda:InvokeFunction"), ("principal", Arn("aws_iam_role.caller"))),
    };

    public static TestPlan WithNat(TestPlan plan) => Scenario.Nat.Resources
        .Where(resource => plan.Resources.TrueForAll(own => own.Address != resource.Address))
        .Aggregate(plan, (all, resource) => new TestPlan(all.Resources.Add(resource)))
        .Add("aws_vpc_security_group_egress_rule.everywhere", ("security_group_id", Id("aws_security_group.caller")), ("ip_protocol", "-1"), ("cidr_ipv4", "0.0.0.0/0"));
}

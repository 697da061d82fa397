using static PrivateInvoke.UnitTests.Cloud.TestPlan;

namespace PrivateInvoke.UnitTests.Cloud;

/// <summary>Plans whose caller reaches its callee; a test changes one thing.</summary>
internal static class Scenario
{
    public const string Callee = "arn:aws:lambda:us-east-1:000000000000:function:callee";

    /// <summary>Two functions with their roles, neither in a VPC.</summary>
    public static readonly TestPlan Functions = Empty
        .Add("aws_iam_role.caller", ("name", "caller"), ("assume_role_policy", Trust()))
        .Add("aws_iam_role_policy.invoke", ("role", "caller"), ("policy", Policy("Allow", "lambda:InvokeFunction", Callee, $"{Callee}:*")))
        .Add("aws_iam_role_policy_attachment.vpc", ("role", "caller"),
            ("policy_arn", "arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole"))
        .Add("aws_lambda_function.caller", ("function_name", "caller"), ("role", Arn("aws_iam_role.caller")), ("timeout", 15),
            ("environment", new[] { Block(("variables", new Dictionary<string, object?> { ["CALLEE"] = "callee" })) }))
        .Add("aws_iam_role.callee", ("name", "callee"), ("assume_role_policy", Trust()))
        .Add("aws_lambda_function.callee", ("function_name", "callee"), ("role", Arn("aws_iam_role.callee")), ("timeout", 5));

    /// <summary>The caller in two subnets of a VPC, with nothing that leads out.</summary>
    public static readonly TestPlan Vpc = Functions
        .Add("aws_vpc.main", ("cidr_block", "10.0.0.0/16"), ("enable_dns_support", true), ("enable_dns_hostnames", true))
        .Add("aws_subnet.a", ("vpc_id", Id("aws_vpc.main")), ("cidr_block", "10.0.0.0/24"), ("availability_zone", "us-east-1a"))
        .Add("aws_subnet.b", ("vpc_id", Id("aws_vpc.main")), ("cidr_block", "10.0.1.0/24"), ("availability_zone", "us-east-1b"))
        .Add("aws_route_table.private", ("vpc_id", Id("aws_vpc.main")))
        .Add("aws_route_table_association.a", ("subnet_id", Id("aws_subnet.a")), ("route_table_id", Id("aws_route_table.private")))
        .Add("aws_route_table_association.b", ("subnet_id", Id("aws_subnet.b")), ("route_table_id", Id("aws_route_table.private")))
        .Add("aws_security_group.caller", ("vpc_id", Id("aws_vpc.main")))
        .Set("aws_lambda_function.caller", "vpc_config", new[]
        {
            Block(("subnet_ids", new[] { Id("aws_subnet.a"), Id("aws_subnet.b") }), ("security_group_ids", new[] { Id("aws_security_group.caller") })),
        });

    public static readonly TestPlan Endpoint = Vpc
        .Add("aws_security_group.endpoint", ("vpc_id", Id("aws_vpc.main")))
        .Add("aws_vpc_security_group_egress_rule.out", ("security_group_id", Id("aws_security_group.caller")), ("ip_protocol", "tcp"),
            ("from_port", 443), ("to_port", 443), ("referenced_security_group_id", Id("aws_security_group.endpoint")))
        .Add("aws_vpc_security_group_ingress_rule.in", ("security_group_id", Id("aws_security_group.endpoint")), ("ip_protocol", "tcp"),
            ("from_port", 443), ("to_port", 443), ("referenced_security_group_id", Id("aws_security_group.caller")))
        .Add("aws_vpc_endpoint.lambda", ("vpc_id", Id("aws_vpc.main")), ("service_name", "com.amazonaws.us-east-1.lambda"),
            ("vpc_endpoint_type", "Interface"), ("private_dns_enabled", true),
            ("subnet_ids", new[] { Id("aws_subnet.a"), Id("aws_subnet.b") }), ("security_group_ids", new[] { Id("aws_security_group.endpoint") }));

    public static readonly TestPlan Nat = Vpc
        .Add("aws_vpc_security_group_egress_rule.out", ("security_group_id", Id("aws_security_group.caller")), ("ip_protocol", "tcp"),
            ("from_port", 443), ("to_port", 443), ("cidr_ipv4", "0.0.0.0/0"))
        .Add("aws_internet_gateway.main", ("vpc_id", Id("aws_vpc.main")))
        .Add("aws_subnet.public", ("vpc_id", Id("aws_vpc.main")), ("cidr_block", "10.0.9.0/24"), ("availability_zone", "us-east-1a"))
        .Add("aws_route_table.public", ("vpc_id", Id("aws_vpc.main")))
        .Add("aws_route_table_association.public", ("subnet_id", Id("aws_subnet.public")), ("route_table_id", Id("aws_route_table.public")))
        .Add("aws_route.internet", ("route_table_id", Id("aws_route_table.public")), ("destination_cidr_block", "0.0.0.0/0"),
            ("gateway_id", Id("aws_internet_gateway.main")))
        .Add("aws_nat_gateway.main", ("subnet_id", Id("aws_subnet.public")), ("allocation_id", "eipalloc-1"))
        .Add("aws_route.nat", ("route_table_id", Id("aws_route_table.private")), ("destination_cidr_block", "0.0.0.0/0"),
            ("nat_gateway_id", Id("aws_nat_gateway.main")));

    public static string Policy(string effect, string action, params string[] resources) =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"{{effect}}","Action":"{{action}}","Resource":[{{string.Join(",", resources.Select(r => $"\"{r}\""))}}]}]}""";

    /// <summary>A role's trust policy.</summary>
    public static string Trust(string service = "lambda.amazonaws.com") =>
        $$$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":"{{{service}}}"}}]}""";

    /// <summary>A resource policy: anyone may, under a condition.</summary>
    public static string Statement(string effect, string condition = "{}", string resource = "*") =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"{{effect}}","Principal":"*","Action":"*","Resource":"{{resource}}","Condition":{{condition}}}]}""";
}

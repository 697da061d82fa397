using PrivateInvoke.Paths;
using PrivateInvoke.UnitTests.Cloud;
using static PrivateInvoke.UnitTests.Cloud.TestPlan;

namespace PrivateInvoke.UnitTests.Paths.Rows;

/// <summary>What the two functions and their roles are made with.</summary>
internal static class FunctionRows
{
    private const string Caller = "aws_lambda_function.caller";
    private const string Callee = "aws_lambda_function.callee";
    private const string Attachment = "aws_iam_role_policy_attachment.vpc";

    public static IEnumerable<RowCase> Cases =>
    [
        new("role", "passes", HopKind.Role, Scenario.Endpoint),
        new("role", "blocks", HopKind.Role, Scenario.Endpoint.Set("aws_iam_role.caller", "assume_role_policy", Scenario.Trust("ec2.amazonaws.com"))),
        new("role", "blocks-of-the-callee", HopKind.Role, Scenario.Endpoint.Set("aws_iam_role.callee", "assume_role_policy", Scenario.Trust("ec2.amazonaws.com"))),
        new("role", "undecided", HopKind.Role, Scenario.Endpoint.Hide("aws_iam_role.caller", "assume_role_policy")),
        new("role", "undecided-not-in-the-plan", HopKind.Role, Scenario.Endpoint.Set(Callee, "role", "arn:aws:iam::000000000000:role/elsewhere")),

        new("eni-setup", "passes", HopKind.EniSetup, Scenario.Endpoint),
        new("eni-setup", "blocks", HopKind.EniSetup, Scenario.Endpoint.Remove(Attachment)),
        new("eni-setup", "blocks-explicitly", HopKind.EniSetup,
            Scenario.Endpoint.Add("aws_iam_role_policy.deny", ("role", "caller"), ("policy", Scenario.Policy("Deny", "ec2:*", "*")))),
        new("eni-setup", "warns", HopKind.EniSetup, Scenario.Endpoint.Remove(Attachment).Add("aws_iam_role_policy.eni", ("role", "caller"), ("policy",
            """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":["ec2:CreateNetworkInterface","ec2:DescribeNetworkInterfaces","ec2:DeleteNetworkInterface"],"Resource":"*"}}"""))),
        new("eni-setup", "passes-exclusive", HopKind.EniSetup, Exclusive(Scenario.Endpoint.Remove(Attachment),
            "arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole")),
        new("eni-setup", "blocks-exclusive", HopKind.EniSetup, Exclusive(Scenario.Endpoint.Remove(Attachment))),
        new("eni-setup", "undecided-exclusive", HopKind.EniSetup, Exclusive(Scenario.Endpoint)),
        new("eni-setup", "undecided", HopKind.EniSetup, Scenario.Endpoint.Hide(Attachment, "policy_arn")),

        new("same-vpc", "passes", HopKind.EniSetup, Scenario.Endpoint),
        new("same-vpc", "blocks", HopKind.EniSetup, Scenario.Nat.Set(Group, "vpc_id", null)),
        new("same-vpc", "blocks-group-of-another", HopKind.EniSetup, OtherVpc(Scenario.Nat).Set(Group, "vpc_id", Id("aws_vpc.other"))),
        new("same-vpc", "blocks-endpoint", HopKind.EndpointPlacement, OtherVpc(Scenario.Endpoint)
            .Set("aws_vpc_endpoint.lambda", "subnet_ids", new[] { Id("aws_subnet.other") })),
        new("same-vpc", "undecided", HopKind.EniSetup, Scenario.Nat.Hide(Group, "vpc_id")),

        new("region", "passes", HopKind.Callee, Scenario.Endpoint),
        new("region", "passes-by-its-own-host", HopKind.Callee, Abroad(Scenario.Nat).Set(Caller, "environment", new[]
        {
            Block(("variables", new Dictionary<string, object?> { ["AWS_ENDPOINT_URL_LAMBDA"] = "https://lambda.eu-west-1.amazonaws.com" })),
        })),
        new("region", "blocks", HopKind.Callee, Abroad(Scenario.Endpoint)),
        new("region", "undecided", HopKind.Callee, Abroad(Scenario.Nat)),
        new("region", "undecided-in-no-vpc", HopKind.Callee, Abroad(Scenario.Functions)),

        new("concurrency", "passes", HopKind.Concurrency, Scenario.Endpoint.Set(Callee, "reserved_concurrent_executions", 5)),
        new("concurrency", "blocks", HopKind.Concurrency, Scenario.Endpoint.Set(Callee, "reserved_concurrent_executions", 0)),
        new("concurrency", "warns", HopKind.Concurrency, Scenario.Endpoint.Set(Caller, "reserved_concurrent_executions", 0)),
        new("concurrency", "undecided", HopKind.Concurrency, Scenario.Endpoint.Hide(Callee, "reserved_concurrent_executions")),

        new("timeouts", "passes", HopKind.Timeouts, Scenario.Endpoint),
        new("timeouts", "warns", HopKind.Timeouts, Scenario.Endpoint.Set(Callee, "timeout", 30)),

        new("recursion", "warns", HopKind.Recursion, Loop),
        new("recursion", "passes", HopKind.Recursion,
            Loop.Add("aws_lambda_function_recursion_config.caller", ("function_name", "caller"), ("recursive_loop", "Allow"))),

        new("telemetry", "passes", HopKind.Telemetry, Exports("https://otlp.example.com:4318", Scenario.Nat)
            .Set("aws_vpc_security_group_egress_rule.out", "to_port", 65535)),
        new("telemetry", "passes-to-a-collector-inside", HopKind.Telemetry, Exports("http://localhost:4318")),
        new("telemetry", "passes-to-an-endpoint", HopKind.Telemetry, Exports("https://xray.us-east-1.amazonaws.com/v1/traces").Add("aws_vpc_endpoint.xray",
            ("vpc_id", Id("aws_vpc.main")), ("service_name", "com.amazonaws.us-east-1.xray"), ("vpc_endpoint_type", "Interface"), ("private_dns_enabled", true),
            ("subnet_ids", new[] { Id("aws_subnet.a"), Id("aws_subnet.b") }), ("security_group_ids", new[] { Id("aws_security_group.endpoint") }))),
        new("telemetry", "warns", HopKind.Telemetry, Exports("https://otlp.example.com:4318")),
        new("telemetry", "warns-no-endpoint", HopKind.Telemetry, Exports("https://xray.us-east-1.amazonaws.com/v1/traces")),
        new("telemetry", "warns-another-port", HopKind.Telemetry, Exports("https://otlp.example.com:4318", Scenario.Nat)),
    ];

    private static TestPlan Abroad(TestPlan plan) => plan.Set(Callee, "region", "eu-west-1").Set("aws_iam_role_policy.invoke", "policy",
        Scenario.Policy("Allow", "lambda:InvokeFunction", Scenario.Callee.Replace("us-east-1", "eu-west-1", StringComparison.Ordinal) + "*"));

    private const string Group = "aws_security_group.caller";

    private static TestPlan Exclusive(TestPlan plan, params string[] policies) =>
        plan.Add("aws_iam_role_policy_attachments_exclusive.caller", ("role_name", "caller"), ("policy_arns", policies));

    private static TestPlan OtherVpc(TestPlan plan) => plan
        .Add("aws_vpc.other", ("cidr_block", "10.1.0.0/16"), ("enable_dns_support", true), ("enable_dns_hostnames", true))
        .Add("aws_subnet.other", ("vpc_id", Id("aws_vpc.other")), ("cidr_block", "10.1.0.0/24"), ("availability_zone", "us-east-1a"));

    private static TestPlan Exports(string url, TestPlan? plan = null) => (plan ?? Scenario.Endpoint).Set(Caller, "environment",
        new[] { Block(("variables", new Dictionary<string, object?> { ["CALLEE"] = "callee", ["OTEL_EXPORTER_OTLP_ENDPOINT"] = url })) });

    private static TestPlan Loop => Scenario.Endpoint.Add("aws_iam_role_policy.back", ("role", "callee"),
        ("policy", Scenario.Policy("Allow", "lambda:InvokeFunction", "arn:aws:lambda:us-east-1:000000000000:function:caller")));
}

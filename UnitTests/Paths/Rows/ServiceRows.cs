using PrivateInvoke.Paths;
using PrivateInvoke.UnitTests.Cloud;
using static PrivateInvoke.UnitTests.Cloud.TestPlan;

namespace PrivateInvoke.UnitTests.Paths.Rows;

/// <summary>The way to another API than Lambda's, without a callee.</summary>
internal static class ServiceRows
{
    private const string Endpoint = "aws_vpc_endpoint.lambda";
    private const string Gateway = "aws_vpc_endpoint.s3";
    private const string Secret = "arn:aws:secretsmanager:us-east-1:000000000000:secret:db-*";

    private static readonly TestPlan Secrets = Scenario.Endpoint
        .Set(Endpoint, "service_name", "com.amazonaws.us-east-1.secretsmanager")
        .Add("aws_iam_role_policy.use", ("role", "caller"), ("policy", Scenario.Policy("Allow", "secretsmanager:GetSecretValue", Secret)));

    private static readonly TestPlan Objects = Scenario.Vpc
        .Add("aws_vpc_endpoint.s3", ("vpc_id", Id("aws_vpc.main")), ("service_name", "com.amazonaws.us-east-1.s3"),
            ("route_table_ids", new[] { Id("aws_route_table.private") }), ("prefix_list_id", "pl-1"))
        .Add("aws_vpc_security_group_egress_rule.out", ("security_group_id", Id("aws_security_group.caller")), ("ip_protocol", "tcp"),
            ("from_port", 443), ("to_port", 443), ("prefix_list_id", "pl-1"))
        .Add("aws_iam_role_policy.use", ("role", "caller"), ("policy", Scenario.Policy("Allow", "s3:GetObject", "arn:aws:s3:::bucket/*")));

    public static IEnumerable<RowCase> Cases =>
    [
        .. To("secretsmanager",
            new("service-identity", "passes", HopKind.IdentityPolicy, Secrets),
            new("service-identity", "blocks", HopKind.IdentityPolicy,
                Secrets.Add("aws_iam_role_policy.deny", ("role", "caller"), ("policy", Scenario.Policy("Deny", "secretsmanager:*", "*")))),
            new("service-identity", "undecided", HopKind.IdentityPolicy, Secrets.Remove("aws_iam_role_policy.use")),
            new("service-identity", "undecided-deny", HopKind.IdentityPolicy, Secrets.Add("aws_iam_role_policy.deny", ("role", "caller"), ("policy",
                """{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"secretsmanager:*","Resource":"*","Condition":{"Bool":{"aws:Fancy":"true"}}}}"""))),
            new("service-identity", "undecided-narrow-boundary", HopKind.IdentityPolicy, Secrets
                .Add("aws_iam_policy.bound", ("name", "bound"), ("policy", Scenario.Policy("Allow", "ec2:*", "*")))
                .Set("aws_iam_role.caller", "permissions_boundary", Arn("aws_iam_policy.bound"))
                .Remove("aws_iam_role_policy_attachment.vpc")
                .Add("aws_iam_role_policy.eni", ("role", "caller"), ("policy", Scenario.Policy("Allow", "ec2:*", "*")))),

            new("service-endpoint-policy", "passes", HopKind.EndpointPolicy, Secrets.Set(Endpoint, "policy", Scenario.Statement("Allow", resource: Secret))),
            new("service-endpoint-policy", "blocks", HopKind.EndpointPolicy, Secrets.Set(Endpoint, "policy",
                """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"sqs:*","Resource":"*"}}""")),
            new("service-endpoint-policy", "undecided", HopKind.EndpointPolicy,
                Secrets.Set(Endpoint, "policy", Scenario.Statement("Allow", resource: "arn:aws:secretsmanager:us-east-1:000000000000:secret:other-*")))),

        .. To("s3",
            new("gateway-endpoint", "passes", HopKind.Route, Objects),
            new("gateway-endpoint", "passes-by-an-association", HopKind.Route, Objects.Set(Gateway, "route_table_ids", null)
                .Add("aws_vpc_endpoint_route_table_association.private", ("vpc_endpoint_id", Id(Gateway)), ("route_table_id", Id("aws_route_table.private")))),
            new("gateway-endpoint", "blocks", HopKind.Route, Objects.Set(Gateway, "route_table_ids", null)),
            new("gateway-endpoint", "blocks-half", HopKind.Route, Objects.Remove("aws_route_table_association.b")),
            new("gateway-endpoint", "blocks-without-egress", HopKind.CallerEgress, Objects.Remove("aws_vpc_security_group_egress_rule.out")),
            new("gateway-endpoint", "passes-by-the-lists-name", HopKind.CallerEgress, Objects
                .Set("aws_vpc_endpoint.s3", "prefix_list_id", Unknown).Add("data.aws_prefix_list.aws", ("name", "com.amazonaws.us-east-1.s3"))
                .Set("aws_vpc_security_group_egress_rule.out", "prefix_list_id", Id("data.aws_prefix_list.aws"))),
            new("gateway-endpoint", "undecided", HopKind.Route, Objects.Hide(Gateway, "route_table_ids"))),
    ];

    private static IEnumerable<RowCase> To(string service, params RowCase[] cases) => cases.Select(one => one with { Service = service });
}

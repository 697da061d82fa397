using PrivateInvoke.Paths;
using PrivateInvoke.UnitTests.Cloud;
using static PrivateInvoke.UnitTests.Cloud.TestPlan;

namespace PrivateInvoke.UnitTests.Paths.Rows;

/// <summary>Which host is called, what its name resolves to, and what follows from that.</summary>
internal static class NameRows
{
    private const string Endpoint = "aws_vpc_endpoint.lambda";
    private const string OwnName = "vpce-1-abcd.lambda.us-east-1.vpce.amazonaws.com";

    private static readonly TestPlan Both = Changed.WithNat(Scenario.Endpoint);

    public static IEnumerable<RowCase> Cases =>
    [
        new("api-host", "passes", HopKind.ApiHost, Scenario.Endpoint),
        new("api-host", "passes-endpoints-own-name", HopKind.ApiHost, Environment("AWS_ENDPOINT_URL_LAMBDA", $"https://{OwnName}")
            .Set(Endpoint, "private_dns_enabled", false).Set(Endpoint, "dns_entry", new[] { Block(("dns_name", OwnName)) })),
        new("api-host", "blocks", HopKind.ApiHost, Environment("AWS_USE_FIPS_ENDPOINT", "true")),
        new("api-host", "warns", HopKind.ApiHost, Environment("AWS_USE_FIPS_ENDPOINT", "true", Both)),
        new("api-host", "undecided", HopKind.ApiHost, Environment("AWS_ENDPOINT_URL", "http://gateway.internal:8080")),
        new("api-host", "undecided-not-known-yet", HopKind.ApiHost, Environment("AWS_ENDPOINT_URL_LAMBDA", Unknown)),

        new("api-host", "undecided-another-port", HopKind.ApiHost, Environment("AWS_ENDPOINT_URL", "http://lambda.us-east-1.amazonaws.com")),

        new("name", "passes", HopKind.Name, Scenario.Endpoint),
        new("name", "passes-separate-private-dns", HopKind.Name, Changed.All["separate private DNS"]),
        new("name", "blocks", HopKind.Name, Scenario.Endpoint.Set(Endpoint, "private_dns_enabled", null)),
        new("name", "blocks-no-dns-hostnames", HopKind.Name, Scenario.Endpoint.Set("aws_vpc.main", "enable_dns_hostnames", null)),
        new("name", "blocks-no-dns-support", HopKind.Name, Scenario.Endpoint.Set("aws_vpc.main", "enable_dns_support", false)),
        new("name", "blocks-private-dns-twice", HopKind.Name, Scenario.Endpoint.Add("aws_vpc_endpoint.second",
            ("vpc_id", Id("aws_vpc.main")), ("service_name", "com.amazonaws.us-east-1.lambda"), ("vpc_endpoint_type", "Interface"),
            ("private_dns_enabled", true), ("subnet_ids", new[] { Id("aws_subnet.a") }), ("security_group_ids", new[] { Id("aws_security_group.endpoint") }))),
        new("name", "undecided-perhaps-twice", HopKind.Name, Scenario.Endpoint.Add("aws_vpc_endpoint.second",
            ("vpc_id", Id("aws_vpc.main")), ("service_name", Unknown), ("vpc_endpoint_type", "Interface"),
            ("private_dns_enabled", true), ("subnet_ids", new[] { Id("aws_subnet.a") }), ("security_group_ids", new[] { Id("aws_security_group.endpoint") }))),
        new("name", "undecided", HopKind.Name, Scenario.Endpoint.Hide(Endpoint, "private_dns_enabled")),
        new("name", "undecided-own-resolvers", HopKind.Name, OwnResolvers(Scenario.Endpoint)),

        new("name", "blocks-a-nat-without-a-resolver", HopKind.Name, Scenario.Nat.Set("aws_vpc.main", "enable_dns_support", false)),
        new("name", "undecided-a-nat-with-own-resolvers", HopKind.Name, OwnResolvers(Scenario.Nat).Set("aws_vpc.main", "enable_dns_support", false)),
        new("name", "undecided-dns-support", HopKind.Name, Scenario.Nat.Hide("aws_vpc.main", "enable_dns_support")),
        new("name", "blocks-the-endpoints-own-name", HopKind.Name, Environment("AWS_ENDPOINT_URL_LAMBDA", $"https://{OwnName}")
            .Set(Endpoint, "dns_entry", new[] { Block(("dns_name", OwnName)) }).Set("aws_vpc.main", "enable_dns_support", false)),

        new("name-decides-the-path", "passes", HopKind.Name, Both),
        new("name-decides-the-path", "blocks", HopKind.EndpointIngress, Both.Remove("aws_vpc_security_group_ingress_rule.in")),
        new("name-decides-the-path", "warns", HopKind.Nat, Both),
        new("name-decides-the-path", "undecided", HopKind.EndpointIngress,
            Both.Remove("aws_vpc_security_group_ingress_rule.in").Hide(Endpoint, "private_dns_enabled")),
    ];

    private static TestPlan OwnResolvers(TestPlan plan) => plan
        .Add("aws_vpc_dhcp_options.own", ("domain_name_servers", new[] { "10.0.0.2" }))
        .Add("aws_vpc_dhcp_options_association.own", ("vpc_id", Id("aws_vpc.main")), ("dhcp_options_id", Id("aws_vpc_dhcp_options.own")));

    private static TestPlan Environment(string name, object value, TestPlan? plan = null) =>
        (plan ?? Scenario.Endpoint).Set("aws_lambda_function.caller", "environment",
            new[] { Block(("variables", new Dictionary<string, object?> { [name] = value })) });
}

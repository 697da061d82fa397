using PrivateInvoke.Paths;
using PrivateInvoke.UnitTests.Cloud;
using static PrivateInvoke.UnitTests.Cloud.TestPlan;

namespace PrivateInvoke.UnitTests.Paths.Rows;

/// <summary>What policies say: the endpoint's, the role's, the callee's.</summary>
internal static class PolicyRows
{
    private const string Endpoint = "aws_vpc_endpoint.lambda";
    private const string Invoke = "aws_iam_role_policy.invoke";
    private const string Caller = "arn:aws:lambda:us-east-1:000000000000:function:caller";
    private const string Elsewhere = "arn:aws:lambda:us-east-1:222222222222:function:callee";

    /// <summary>The caller in one account, its callee in another.</summary>
    private static readonly TestPlan TwoAccounts = Scenario.Endpoint
        .Set("aws_iam_role.caller", "arn", "arn:aws:iam::111111111111:role/caller")
        .Set("aws_lambda_function.caller", "arn", "arn:aws:lambda:us-east-1:111111111111:function:caller")
        .Set("aws_lambda_function.caller", "role", "arn:aws:iam::111111111111:role/caller")
        .Set("aws_lambda_function.callee", "arn", Elsewhere)
        .Set(Invoke, "policy", Scenario.Policy("Allow", "lambda:InvokeFunction", Elsewhere, $"{Elsewhere}:*"));

    public static IEnumerable<RowCase> Cases =>
    [
        new("endpoint-policy", "passes", HopKind.EndpointPolicy, Scenario.Endpoint),
        new("endpoint-policy", "passes-for-the-role", HopKind.EndpointPolicy, Changed.All["endpoint policy for the role"]),
        new("endpoint-policy", "blocks", HopKind.EndpointPolicy,
            Scenario.Endpoint.Set(Endpoint, "policy", Scenario.Statement("Allow", resource: $"{Scenario.Callee}-2"))),
        new("endpoint-policy", "blocks-explicitly", HopKind.EndpointPolicy, Changed.All["closed endpoint policy"]),
        new("endpoint-policy", "warns", HopKind.EndpointPolicy,
            Scenario.Endpoint.Set(Endpoint, "policy", Scenario.Statement("Allow", resource: Scenario.Callee))),
        new("endpoint-policy", "undecided", HopKind.EndpointPolicy, Scenario.Endpoint.Hide(Endpoint, "policy")),

        new("identity-policy", "passes", HopKind.IdentityPolicy, Scenario.Endpoint),
        new("identity-policy", "passes-by-the-callees-policy", HopKind.IdentityPolicy, Changed.All["resource policy"]),
        new("identity-policy", "blocks", HopKind.IdentityPolicy, Scenario.Endpoint.Remove(Invoke)),
        new("identity-policy", "blocks-explicitly", HopKind.IdentityPolicy, Deny("lambda:Invoke*")),
        new("identity-policy", "blocks-boundary", HopKind.IdentityPolicy, Changed.All["boundary"]),
        new("identity-policy", "warns", HopKind.IdentityPolicy,
            Scenario.Endpoint.Set(Invoke, "policy", Scenario.Policy("Allow", "lambda:InvokeFunction", "*"))),
        new("identity-policy", "warns-without-qualifiers", HopKind.IdentityPolicy,
            Scenario.Endpoint.Set(Invoke, "policy", Scenario.Policy("Allow", "lambda:InvokeFunction", Scenario.Callee))),
        new("identity-policy", "warns-star-across-colons", HopKind.IdentityPolicy,
            Scenario.Endpoint.Set(Invoke, "policy", Scenario.Policy("Allow", "lambda:InvokeFunction", "arn:aws:lambda:us-east-1:*:callee"))),
        new("identity-policy", "undecided-exclusive", HopKind.IdentityPolicy, Scenario.Endpoint
            .Add("aws_iam_role_policies_exclusive.none", ("role_name", "caller"), ("policy_names", Array.Empty<string>()))),
        new("identity-policy", "undecided", HopKind.IdentityPolicy, Scenario.Endpoint.Hide(Invoke, "policy")),

        new("conditions", "passes", HopKind.IdentityPolicy, AllowedIn(Scenario.Endpoint, "aws:SourceVpc")),
        new("conditions", "blocks", HopKind.IdentityPolicy, AllowedIn(Scenario.Nat, "aws:SourceVpc")),
        new("conditions", "blocks-deny-off-the-endpoint", HopKind.IdentityPolicy,
            Deny("lambda:*", "\"StringNotEquals\":{\"aws:SourceVpce\":\"vpce-1\"}", Scenario.Nat)),
        new("conditions", "undecided", HopKind.IdentityPolicy, AllowedIn(Scenario.Endpoint, "aws:PrincipalOrgID")),

        new("conditions", "passes-in-every-subnet", HopKind.IdentityPolicy, AllowedFrom("10.0.0.0/16")),
        new("conditions", "blocks-in-no-subnet", HopKind.IdentityPolicy, AllowedFrom("192.168.0.0/16")),
        new("conditions", "undecided-in-one-subnet", HopKind.IdentityPolicy, AllowedFrom("10.0.1.0/24")),
        new("conditions", "blocks-an-endpoint-of-the-account-off-the-endpoint", HopKind.IdentityPolicy, AllowedIn(Scenario.Nat, "aws:VpceAccount")),

        new("organization-policy", "undecided", HopKind.IdentityPolicy,
            Scenario.Endpoint.Add("aws_organizations_policy.guard", ("content", Scenario.Policy("Deny", "lambda:*", "*")))),
        new("organization-policy", "undecided-list-of-services", HopKind.IdentityPolicy,
            Scenario.Endpoint.Add("aws_organizations_policy.guard", ("content", Scenario.Policy("Allow", "s3:*", "*")))),

        new("source-function-arn", "passes", HopKind.EniSetup, Deny("ec2:*", $"\"ArnEquals\":{{\"lambda:SourceFunctionArn\":\"{Caller}\"}}")),
        new("source-function-arn", "blocks", HopKind.IdentityPolicy, Deny("lambda:*", $"\"ArnEquals\":{{\"lambda:SourceFunctionArn\":\"{Caller}\"}}")),
        new("source-function-arn", "undecided", HopKind.IdentityPolicy,
            Deny("lambda:*", "\"ArnEquals\":{\"lambda:SourceFunctionArn\":\"arn:aws:lambda:us-east-1:123456789012:function:caller\"}")),

        new("resource-policy", "passes", HopKind.ResourcePolicy, Granted(("principal", "arn:aws:iam::111111111111:role/caller"))),
        new("resource-policy", "blocks", HopKind.ResourcePolicy, TwoAccounts),
        new("resource-policy", "blocks-another-qualifier", HopKind.ResourcePolicy,
            Granted(("principal", "arn:aws:iam::111111111111:role/caller"), ("qualifier", "live"))),
        new("resource-policy", "blocks-without-the-token", HopKind.ResourcePolicy,
            Granted(("principal", "arn:aws:iam::111111111111:role/caller"), ("event_source_token", "amzn1.ask.skill.1"))),
        new("resource-policy", "blocks-for-the-url-only", HopKind.ResourcePolicy,
            Granted(("principal", "arn:aws:iam::111111111111:role/caller"), ("invoked_via_function_url", true))),
        new("resource-policy", "undecided", HopKind.ResourcePolicy, Granted(("principal", Unknown))),
        new("resource-policy", "undecided-by-other-credentials", HopKind.ResourcePolicy, ByOtherCredentials),
    ];

    /// <summary>The callee's provider gets its credentials in another way than the caller's.</summary>
    private static TestPlan ByOtherCredentials => new(Scenario.Endpoint
        .Set(Invoke, "policy", Scenario.Policy("Allow", "lambda:InvokeFunction", "arn:aws:lambda:*:*:function:callee*")).Resources.ConvertAll(resource =>
            resource.Address is "aws_lambda_function.callee"
                ? resource with { Symbols = new Dictionary<string, string> { ["arn"] = "arn:aws:lambda:us-east-1:000000000001:function:callee" } }
                : resource));

    private static TestPlan Granted(params (string, object?)[] grant) => TwoAccounts.Add("aws_lambda_permission.caller",
        [("function_name", "callee"), ("action", "lambda:InvokeFunction"), .. grant]);

    private static TestPlan AllowedFrom(string block) => Scenario.Endpoint.Set(Invoke, "policy",
        $$$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"lambda:InvokeFunction","Resource":["{{{Scenario.Callee}}}","{{{Scenario.Callee}}}:*"],"Condition":{"IpAddress":{"aws:VpcSourceIp":"{{{block}}}"} } } }""");

    private static TestPlan AllowedIn(TestPlan plan, string key) => plan.Set(Invoke, "policy",
        $$$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"lambda:InvokeFunction","Resource":["{{{Scenario.Callee}}}","{{{Scenario.Callee}}}:*"],"Condition":{"StringEquals":{"{{{key}}}":"id-aws_vpc.main"} } } }""");

    private static TestPlan Deny(string action, string condition = "", TestPlan? plan = null) => (plan ?? Scenario.Endpoint).Add("aws_iam_role_policy.deny",
        ("role", "caller"), ("policy", $$$"""{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"{{{action}}}","Resource":"*","Condition":{ {{{condition}}} } } }"""));
}

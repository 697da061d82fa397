using PrivateInvoke.Paths;
using PrivateInvoke.Plan;
using PrivateInvoke.UnitTests.Cloud;
using static PrivateInvoke.UnitTests.Cloud.TestPlan;

namespace PrivateInvoke.UnitTests.Paths.Answers;

/// <summary>
/// Which host and port a caller's client uses.
/// https://docs.aws.amazon.com/sdkref/latest/guide/feature-sts-regionalized-endpoints.html, https://docs.aws.amazon.com/general/latest/gr/rande.html,
/// https://docs.aws.amazon.com/ses/latest/dg/smtp-connect.html, https://docs.aws.amazon.com/keyspaces/latest/devguide/vpc-endpoints.html,
/// https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html, https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-proxy.html,
/// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/security_group
/// </summary>
public sealed class HostAnswers
{
    private const string Caller = "aws_lambda_function.caller";
    private const string Egress = "aws_vpc_security_group_egress_rule.out";
    private const string Ingress = "aws_vpc_security_group_ingress_rule.in";

    [Theory]
    [InlineData("legacy", Verdict.Blocked)]
    [InlineData("regional", Verdict.Reachable)]
    public void The_legacy_host_of_STS_goes_past_a_regional_endpoint(string mode, Verdict verdict) =>
        Answer.OfService(With(Serving("sts", "sts:AssumeRole"), "AWS_STS_REGIONAL_ENDPOINTS", mode), "sts", verdict, verdict is Verdict.Blocked ? HopKind.ApiHost : null);

    [Fact]
    public void A_host_for_all_regions_is_not_taken_over_by_an_endpoint_of_one() =>
        Answer.OfService(Serving("budgets", "budgets:ViewBudget"), "budgets", Verdict.Blocked, HopKind.ApiHost, "PRIVATE_DNS_BYPASSED");

    [Fact]
    public void A_FIPS_host_is_taken_over_by_an_endpoint_of_its_own() =>
        Answer.OfService(With(Serving("kms-fips", "kms:Decrypt"), "AWS_USE_FIPS_ENDPOINT", "true"), "kms", Verdict.Reachable);

    [Fact]
    public void Mail_by_SMTP_is_blocked_where_only_443_comes_in() =>
        Answer.OfService(Serving("email-smtp", "ses:SendRawEmail").Set(Egress, "ip_protocol", "-1"), "email-smtp", Verdict.Blocked, HopKind.EndpointIngress);

    [Theory]
    [InlineData("email-smtp", "ses:SendRawEmail", 587)]
    [InlineData("email-smtp", "ses:SendRawEmail", 2465)]
    [InlineData("cassandra", "cassandra:Select", 9142)]
    [InlineData("iot.data", "iot:Publish", 8883)]
    [InlineData("iot.data", "iot:Publish", 443)]
    public void A_service_is_reached_on_a_port_of_its_own(string service, string action, int port) =>
        Answer.OfService(Ports(Serving(service, action), port), service, Verdict.Reachable);

    [Fact]
    public void A_port_has_to_pass_out_and_in() => Answer.OfService(
        Ports(Serving("email-smtp", "ses:SendRawEmail"), 587).Set(Egress, "from_port", 465).Set(Egress, "to_port", 465), "email-smtp", Verdict.Blocked);

    [Theory]
    [InlineData("secrets-manager", "secretsmanager")]
    [InlineData("lamda", "lambda")]
    [InlineData("kinesisstreams", "kinesis-streams")]
    public void A_service_that_AWS_does_not_have_is_refused_with_the_nearest(string name, string nearest) =>
        Assert.Contains($"'{nearest}'", Assert.Throws<ProblemException>(() => PathFinder.Find(Scenario.Nat.Model, new PathQuery { Service = name })).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("ecr.dkr")]
    [InlineData("bedrock-runtime")]
    [InlineData("kms-fips")]
    [InlineData("execute-api")]
    public void A_service_that_AWS_has_is_asked_for(string name) => Assert.NotEmpty(PathFinder.Find(Scenario.Nat.Model, new PathQuery { Service = name }));

    [Theory]
    [InlineData("HTTPS_PROXY", "http://proxy.corp.example:3128", "", Verdict.Undecided)]
    [InlineData("all_proxy", "http://10.0.0.9:3128", "", Verdict.Undecided)]
    [InlineData("HTTPS_PROXY", "http://proxy.corp.example:3128", "169.254.169.254,.amazonaws.com", Verdict.Reachable)]
    [InlineData("HTTPS_PROXY", "http://proxy.corp.example:3128", "corp.example", Verdict.Undecided)]
    [InlineData("HTTPS_PROXY", "", "", Verdict.Reachable)]
    public void A_proxy_may_get_the_call_unless_NO_PROXY_has_the_host(string variable, string proxy, string past, Verdict verdict) => Answer.Is(
        With(With(Scenario.Endpoint, variable, proxy), "NO_PROXY", past), verdict, verdict is Verdict.Undecided ? HopKind.ApiHost : null);

    [Fact]
    public void Rules_in_two_places_are_undecided() =>
        Answer.Is(Scenario.Endpoint.Set("aws_security_group.caller", "egress", Array.Empty<object>()), Verdict.Undecided, HopKind.CallerEgress, "RULES_IN_TWO_PLACES");

    [Fact]
    public void Rules_in_two_places_of_the_endpoint_are_undecided() => Answer.Is(Scenario.Endpoint.Set("aws_security_group.endpoint", "ingress",
        new[] { Block(("protocol", "tcp"), ("from_port", 22), ("to_port", 22), ("cidr_blocks", new[] { "10.0.0.0/16" })) }), Verdict.Undecided, HopKind.EndpointIngress, "RULES_IN_TWO_PLACES");

    /// <summary>An apply of the group takes away what it does not write itself, and leaves what it writes.</summary>
    [Theory]
    [InlineData("aws_security_group.caller", "egress", HopKind.CallerEgress)]
    [InlineData("aws_security_group.endpoint", "ingress", HopKind.EndpointIngress)]
    public void A_groups_own_rules_that_let_the_call_pass_stay_beside_rules_that_are_resources(string group, string direction, HopKind hop) =>
        Answer.Is(Scenario.Endpoint.Set(group, direction, new[] { Block(("protocol", "-1"), ("from_port", 0), ("to_port", 0), ("cidr_blocks", new[] { "10.0.0.0/16" })) }),
            Verdict.Reachable, hop, "RULES_IN_TWO_PLACES");

    [Fact]
    public void A_groups_own_rules_that_let_one_of_two_subnets_in_leave_the_other_undecided() => Answer.Is(Scenario.Endpoint.Set("aws_security_group.endpoint", "ingress",
        new[] { Block(("protocol", "tcp"), ("from_port", 443), ("to_port", 443), ("cidr_blocks", new[] { "10.0.0.0/24" })) }), Verdict.Undecided, HopKind.EndpointIngress, "RULES_IN_TWO_PLACES");

    [Fact]
    public void A_groups_own_rules_that_are_not_known_are_undecided_beside_rules_that_are_resources() => Answer.Is(
        Scenario.Endpoint.Set("aws_security_group.caller", "egress", PlannedValue.Unknown.Instance), Verdict.Undecided, HopKind.CallerEgress, "RULES_IN_TWO_PLACES");

    [Fact]
    public void A_function_URL_has_no_endpoint() => Is(ByUrl(Scenario.Endpoint, "AWS_IAM"), Verdict.Blocked, HopKind.Route);

    [Fact]
    public void A_function_URL_asks_for_both_actions() =>
        Is(ByUrl(Scenario.Nat, "AWS_IAM"), Verdict.Blocked, HopKind.IdentityPolicy);

    [Fact]
    public void A_function_URL_with_both_actions_is_reached_through_NAT() =>
        Is(ByUrl(Scenario.Nat, "AWS_IAM").Add("aws_iam_role_policy.url", ("role", "caller"), ("policy", Scenario.Policy("Allow", "lambda:InvokeFunctionUrl", "*"))), Verdict.Reachable);

    [Fact]
    public void A_function_URL_for_everyone_needs_a_resource_policy() =>
        Is(ByUrl(Scenario.Nat, "NONE"), Verdict.Blocked, HopKind.ResourcePolicy);

    [Fact]
    public void A_function_URL_that_everyone_may_call_is_reached_through_NAT() => Is(ByUrl(Scenario.Nat, "NONE")
        .Add("aws_lambda_permission.url", ("function_name", "callee"), ("action", "lambda:InvokeFunctionUrl"), ("principal", "*"), ("function_url_auth_type", "NONE"))
        .Add("aws_lambda_permission.invoke", ("function_name", "callee"), ("action", "lambda:InvokeFunction"), ("principal", "*"), ("invoked_via_function_url", true)), Verdict.Reachable);

    [Fact]
    public void Every_function_is_evidence_for_each_of_the_others_in_a_VPC_too()
    {
        var plan = Scenario.Vpc.Set(Caller, "environment", null).Set("aws_iam_role_policy.invoke", "policy", Scenario.Policy("Allow", "lambda:InvokeFunction", "*"))
            .Set("aws_lambda_function.callee", "vpc_config", new[] { Block(("subnet_ids", new[] { Id("aws_subnet.a") }), ("security_group_ids", new[] { Id("aws_security_group.caller") })) });

        Assert.Equal("aws_lambda_function.callee", Assert.Single(PathFinder.Find(plan.Model)).Callee.Address);
    }

    [Fact]
    public void A_function_that_invokes_itself_needs_no_evidence() =>
        Assert.Equal(Caller, Assert.Single(PathFinder.Find(Scenario.Endpoint.Model, new PathQuery { Caller = "caller", Callee = "caller" })).Callee.Address);

    [Fact]
    public void A_destination_is_invoked_by_Lambda_and_no_path() => Assert.Empty(PathFinder.Find(Scenario.Endpoint.Set(Caller, "environment", null)
        .Add("aws_lambda_function_event_invoke_config.caller", ("function_name", "caller"), ("destination_config", new[] { Block(("on_failure", new[] { Block(("destination", Scenario.Callee)) })) })).Model));

    private static TestPlan Serving(string service, string action) => Scenario.Endpoint
        .Set("aws_vpc_endpoint.lambda", "service_name", $"com.amazonaws.us-east-1.{service}")
        .Add("aws_iam_role_policy.service", ("role", "caller"), ("policy", Scenario.Policy("Allow", action, "*")));

    private static TestPlan Ports(TestPlan plan, int port) =>
        plan.Set(Egress, "from_port", port).Set(Egress, "to_port", port).Set(Ingress, "from_port", port).Set(Ingress, "to_port", port);

    private static void Is(TestPlan plan, Verdict verdict, HopKind? kind = null) => Answer.Is(PathFinder.Find(plan.Model).Single(), verdict, kind);

    private static TestPlan ByUrl(TestPlan plan, string type)
    {
        const string url = "https://abc123.lambda-url.us-east-1.on.aws/";
        return With(plan.Set(Caller, "environment", null), "CALLEE_URL", url).Add("aws_lambda_function_url.callee", ("function_name", "callee"), ("authorization_type", type), ("function_url", url));
    }

    private static TestPlan With(TestPlan plan, string name, string value)
    {
        var environment = plan.Resources.Find(resource => resource.Address == Caller)!.Values.Blocks("environment")
            .Match(blocks => blocks.Select(block => block.Map("variables")).FirstOrDefault(), () => null, () => null);
        var variables = environment?.Match(map => map, () => null!, () => null!)?.ToDictionary(pair => pair.Key, pair => (object?)pair.Value.Match(text => text, () => "", () => "")) ?? [];
        variables[name] = value;
        return plan.Set(Caller, "environment", new[] { Block(("variables", variables)) });
    }
}

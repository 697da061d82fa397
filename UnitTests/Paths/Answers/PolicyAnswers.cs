using PrivateInvoke.Paths;
using PrivateInvoke.Plan;
using PrivateInvoke.UnitTests.Cloud;
using static PrivateInvoke.UnitTests.Cloud.TestPlan;

namespace PrivateInvoke.UnitTests.Paths.Answers;

/// <summary>
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html, reference_policies_evaluation-logic.html,
/// reference_policies_condition-keys.html; https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html;
/// https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html; https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
/// </summary>
public sealed class PolicyAnswers
{
    [Theory]
    [InlineData("""{"Effect":"Allow","Action":"lambda:InvokeFunction"}""")]
    [InlineData("""{"Effect":"Allow","Action":"lambda:InvokeFunction","Resource":[]}""")]
    [InlineData("""{"Effect":"Allow","Action":"lambda:InvokeFunction","Resource":"callee"}""")]
    [InlineData("""{"Effect":"Allow","Action":"lambda:InvokeFunction","Resource":"*","Principal":"*"}""")]
    [InlineData("""{"Effect":"Allow","Action":"lambda:InvokeFunction","NotAction":"s3:*","Resource":"*"}""")]
    [InlineData("""{"Effect":"Allow","Action":"lambda:InvokeFunction","Resource":"*","NotResource":"arn:aws:s3:::b"}""")]
    [InlineData("""{"Effect":"Allow","Action":"InvokeFunction","Resource":"*"}""")]
    [InlineData("""{"Effect":"allow","Action":"lambda:InvokeFunction","Resource":"*"}""")]
    [InlineData("""{"Effect":"Allow","Action":"lambda:Invoke:Function","Resource":"*"}""")]
    [InlineData("""{"Effect":"Allow","Action":"lambda:InvokeFunction","Resource":"arn:aws:lambda:*"}""")]
    [InlineData("""{"Effect":"Allow","Action":"lambda:InvokeFunction","Resource":"*","Comment":"all of them"}""")]
    [InlineData("""{"Effect":"Allow","Action":"lambda:InvokeFunction","Resource":"*","Condition":{"StringEqual":{"aws:SourceVpc":"vpc-1"}}}""")]
    [InlineData("""{"Sid":"invoke the callee","Effect":"Allow","Action":"lambda:InvokeFunction","Resource":"*"}""")]
    [InlineData("""{"Sid":"A","Effect":"Allow","Action":"lambda:InvokeFunction","Resource":"*"},{"Sid":"A","Effect":"Allow","Action":"s3:*","Resource":"*"}""")]
    public void An_identity_policy_that_AWS_refuses_blocks(string statement) =>
        Answer.Is(Invoke($$"""{"Version":"2012-10-17","Statement":[{{statement}}]}"""), Verdict.Blocked, HopKind.IdentityPolicy, "MALFORMED_POLICY");

    [Theory]
    [InlineData("""{"Sid":"","Effect":"Allow","Action":"lambda:InvokeFunction","Resource":"*"},{"Sid":"","Effect":"Allow","Action":"s3:*","Resource":"*"}""")]
    [InlineData("""{"Sid":"A1","Effect":"Allow","Action":"lambda:InvokeFunction","Resource":"*","Condition":{"ForAnyValue:StringLikeIfExists":{},"Null":{"aws:TokenIssueTime":"false"},"stringnotequals":{}}}""")]
    public void An_identity_policy_that_AWS_takes_is_read(string statements) =>
        Assert.DoesNotContain(Invoke($$"""{"Version":"2012-10-17","Statement":[{{statements}}]}""").Judge().Hops, hop => hop.Code == "MALFORMED_POLICY");

    [Fact]
    public void A_version_that_IAM_does_not_know_blocks() =>
        Answer.Is(Invoke("""{"Version":"2024-01-01","Statement":[{"Effect":"Allow","Action":"lambda:*","Resource":"*"}]}"""), Verdict.Blocked, HopKind.IdentityPolicy, "MALFORMED_POLICY");

    [Fact]
    public void A_resource_that_stands_for_something_unread_is_undecided() =>
        Answer.Is(Invoke("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"lambda:*","Resource":"n0123456789abcdef"}]}"""), Verdict.Undecided, HopKind.IdentityPolicy);

    [Fact]
    public void An_endpoint_policy_without_principal_blocks() => Answer.Is(Scenario.Endpoint.Set("aws_vpc_endpoint.lambda", "policy",
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"""), Verdict.Blocked, HopKind.EndpointPolicy, "MALFORMED_POLICY");

    [Fact]
    public void A_trust_policy_with_a_resource_blocks() => Answer.Is(Scenario.Endpoint.Set("aws_iam_role.caller", "assume_role_policy",
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":"lambda.amazonaws.com"},"Resource":"*"}]}"""), Verdict.Blocked, HopKind.Role, "MALFORMED_POLICY");

    [Theory]
    [InlineData("""{"Bool":{"aws:MultiFactorAuthPresent":"false"}}""", Verdict.Undecided)]
    [InlineData("""{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}""", Verdict.Blocked)]
    [InlineData("""{"Bool":{"aws:MultiFactorAuthPresent":"true"}}""", Verdict.Reachable)]
    [InlineData("""{"Bool":{"aws:ViaAWSService":"false"}}""", Verdict.Blocked)]
    [InlineData("""{"ForAllValues:ArnNotEquals":{"aws:PrincipalArn":"arn:aws:iam::000000000000:role/caller"}}""", Verdict.Reachable)]
    [InlineData("""{"ForAllValues:ArnEquals":{"aws:PrincipalArn":"arn:aws:iam::000000000000:role/caller"}}""", Verdict.Blocked)]
    public void A_Deny_holds_as_IAM_evaluates_its_condition(string condition, Verdict verdict) => Answer.Is(
        Scenario.Endpoint.Add("aws_iam_role_policy.deny", ("role", "caller"), ("policy",
            $$$"""{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"lambda:InvokeFunction","Resource":"*","Condition":{{{condition}}}}]}""")),
        verdict, verdict is Verdict.Reachable ? null : HopKind.IdentityPolicy);

    [Fact]
    public void Roles_and_functions_of_China_have_ARNs_of_its_partition()
    {
        var plan = new TestPlan(Scenario.Nat.Resources.ConvertAll(resource => resource with { Symbols = resource.Symbols.Where(symbol => symbol.Key != "arn").ToDictionary() }))
            .Set("aws_lambda_function.caller", "role", "arn:aws-cn:iam::000000000000:role/caller")
            .Set("aws_lambda_function.callee", "role", "arn:aws-cn:iam::000000000000:role/callee")
            .Set("aws_iam_role_policy.invoke", "policy", Scenario.Policy("Allow", "lambda:InvokeFunction", "arn:aws-cn:lambda:cn-north-1:000000000000:function:callee"))
            .Set("aws_iam_role_policy_attachment.vpc", "policy_arn", "arn:aws-cn:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole");
        var model = PrivateInvoke.Cloud.CloudModel.Read(new PlanDocument { Resources = plan.Resources, Region = "cn-north-1" });

        Answer.Is(PathJudge.Judge(model, model.Functions.Find("caller")!, model.Functions.Find("callee")!), Verdict.Reachable);
    }

    [Theory]
    [InlineData("arn:aws:iam::000000000000:role/caller")]
    [InlineData("000000000000")]
    public void A_gateway_endpoints_policy_that_names_a_principal_matches_nobody(string principal) => Answer.OfService(
        Gateway($$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{{principal}}"},"Action":"s3:*","Resource":"*"}]}"""),
        "s3", Verdict.Blocked, HopKind.EndpointPolicy, "GATEWAY_POLICY_PRINCIPAL");

    [Fact]
    public void A_gateway_endpoints_policy_that_names_the_role_in_a_condition_allows_it() => Answer.OfService(
        Gateway("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*","Condition":{"ArnEquals":{"aws:PrincipalArn":"arn:aws:iam::000000000000:role/caller"}}}]}"""),
        "s3", Verdict.Reachable);

    [Theory]
    [InlineData("lambda:InvokeFunction", "*", null, Verdict.Undecided)]
    [InlineData("*", "*", null, Verdict.Undecided)]
    [InlineData("s3:*", "*", null, Verdict.Reachable)]
    [InlineData("ec2:CreateNetworkInterface", "*", null, Verdict.Undecided)]
    [InlineData("lambda:InvokeFunction", "arn:aws:lambda:us-east-1:*:function:other", null, Verdict.Reachable)]
    [InlineData("lambda:InvokeFunction", "*", "ou-ab12-11111111", Verdict.Undecided)]
    public void A_service_control_policy_counts_where_it_denies_what_is_asked_for(string action, string resource, string? target, Verdict verdict) =>
        Answer.Is(Attached(Scenario.Endpoint.Add("aws_organizations_policy.guard", ("content", Scenario.Policy("Deny", action, resource))), target),
            verdict, verdict is Verdict.Undecided ? HopKind.IdentityPolicy : null, verdict is Verdict.Undecided ? "ORGANIZATION_POLICY" : null);

    [Fact]
    public void A_service_control_policy_of_the_callers_account_blocks() =>
        Answer.Is(Attached(Scenario.Endpoint.Add("aws_organizations_policy.guard", ("content", Scenario.Policy("Deny", "lambda:*", "*"))), "000000000000"), Verdict.Blocked, HopKind.IdentityPolicy, "ORGANIZATION_POLICY");

    [Fact]
    public void A_service_control_policy_against_what_comes_from_elsewhere_stops_Lambdas_own_calls_too() => Answer.Is(
        Scenario.Endpoint.Add("aws_organizations_policy.guard", ("content",
            """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"StringNotEqualsIfExists":{"aws:SourceVpc":"id-aws_vpc.main"}}}]}""")),
        Verdict.Undecided, HopKind.IdentityPolicy, "ORGANIZATION_POLICY");

    [Fact]
    public void A_service_control_policy_against_one_action_of_a_service_is_undecided() => Answer.OfService(
        Sts(Scenario.Endpoint).Add("aws_organizations_policy.guard", ("content", Scenario.Policy("Deny", "sts:AssumeRole", "*"))), "sts", Verdict.Undecided, HopKind.IdentityPolicy, "ORGANIZATION_POLICY");

    [Fact]
    public void A_callee_of_a_VPC_needs_the_interface_permissions_of_its_own_role() => Answer.Is(CalleeInVpc, Verdict.Blocked, HopKind.EniSetup, "ENI_PERMISSIONS_MISSING");

    [Fact]
    public void A_callee_of_a_VPC_with_the_interface_permissions_is_reached() => Answer.Is(CalleeInVpc
        .Add("aws_iam_role_policy_attachment.callee", ("role", "callee"), ("policy_arn", "arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole")), Verdict.Reachable);

    [Fact]
    public void A_callee_that_may_be_in_a_VPC_and_has_no_interface_permissions_is_undecided() =>
        Answer.Is(Scenario.Endpoint.Hide("aws_lambda_function.callee", "vpc_config"), Verdict.Undecided, HopKind.EniSetup, "ENI_PERMISSIONS_MISSING");

    private static TestPlan CalleeInVpc => Scenario.Endpoint.Set("aws_lambda_function.callee", "vpc_config", new[]
    {
        Block(("subnet_ids", new[] { Id("aws_subnet.a") }), ("security_group_ids", new[] { Id("aws_security_group.caller") })),
    });

    private static TestPlan Sts(TestPlan plan) => plan
        .Set("aws_vpc_endpoint.lambda", "service_name", "com.amazonaws.us-east-1.sts")
        .Add("aws_iam_role_policy.sts", ("role", "caller"), ("policy", Scenario.Policy("Allow", "sts:AssumeRole", "*")));

    private static TestPlan Attached(TestPlan plan, string? target) => target is null ? plan
        : plan.Add("aws_organizations_policy_attachment.guard", ("policy_id", Id("aws_organizations_policy.guard")), ("target_id", target));

    private static TestPlan Gateway(string policy) => Scenario.Endpoint
        .Add("aws_vpc_security_group_egress_rule.s3", ("security_group_id", Id("aws_security_group.caller")), ("ip_protocol", "-1"), ("cidr_ipv4", "0.0.0.0/0"))
        .Add("aws_iam_role_policy.s3", ("role", "caller"), ("policy", Scenario.Policy("Allow", "s3:GetObject", "arn:aws:s3:::bucket/*")))
        .Add("aws_vpc_endpoint.gateway", ("vpc_id", Id("aws_vpc.main")), ("service_name", "com.amazonaws.us-east-1.s3"), ("vpc_endpoint_type", "Gateway"),
            ("route_table_ids", new[] { Id("aws_route_table.private") }), ("policy", policy));

    private static TestPlan Invoke(string policy) => Scenario.Endpoint.Set("aws_iam_role_policy.invoke", "policy", policy);
}

using PrivateInvoke.Paths;
using PrivateInvoke.UnitTests.Cloud;
using static PrivateInvoke.UnitTests.Cloud.TestPlan;

namespace PrivateInvoke.UnitTests.Paths;

public sealed class RoleHopTests
{
    private const string Invoke = "aws_iam_role_policy.invoke";

    [Fact]
    public void A_role_without_the_permission_is_blocked_in_AWSs_words()
    {
        var hop = Only(Scenario.Endpoint.Remove(Invoke));

        Assert.Equal(
            "User: arn:aws:sts::000000000000:assumed-role/caller/caller is not authorized to perform: lambda:InvokeFunction on resource: "
            + $"{Scenario.Callee} because no identity-based policy allows the lambda:InvokeFunction action", hop.Message);
        Assert.Equal(
            "Add resource \"aws_iam_role_policy\" to aws_iam_role.caller that allows lambda:InvokeFunction on "
            + "\"${aws_lambda_function.callee.arn}\" and \"${aws_lambda_function.callee.arn}:*\".", hop.Fix);
    }

    [Theory]
    [InlineData("r")]
    [InlineData("arn:aws:iam")]
    [InlineData("arn:")]
    [InlineData(":::::::")]
    public void An_ARN_that_is_none_leaves_the_path_undecided(string arn)
    {
        var plan = Scenario.Endpoint.Set("aws_iam_role.caller", "arn", arn).Set("aws_lambda_function.caller", "role", arn)
            .Set("aws_lambda_function.caller", "arn", arn).Set("aws_lambda_function.callee", "arn", arn);

        Assert.Equal(Verdict.Undecided, plan.Judge().Verdict);
    }

    [Fact]
    public void A_permission_for_aliases_only_does_not_allow_the_function_itself() =>
        Assert.Equal(HopKind.IdentityPolicy, Only(Scenario.Endpoint.Set(Invoke, "policy", Scenario.Policy("Allow", "lambda:InvokeFunction", $"{Scenario.Callee}:*"))).Kind);

    [Fact]
    public void A_permission_without_aliases_is_a_warning() =>
        Assert.Equal("CALLEE_ARN_WITHOUT_QUALIFIERS",
            Scenario.Endpoint.Set(Invoke, "policy", Scenario.Policy("Allow", "lambda:InvokeFunction", Scenario.Callee)).Hop(HopKind.IdentityPolicy).Code);

    [Fact]
    public void A_permission_for_everything_is_a_warning() =>
        Assert.Equal("INVOKE_ANY_FUNCTION", Scenario.Endpoint.Set(Invoke, "policy", Scenario.Policy("Allow", "lambda:InvokeFunction", "*")).Hop(HopKind.IdentityPolicy).Code);

    [Theory]
    [InlineData("bedrock-runtime", "bedrock:InvokeModel")]
    [InlineData("email", "ses:SendEmail")]
    [InlineData("ecr.api", "ecr:GetAuthorizationToken")]
    [InlineData("monitoring", "cloudwatch:PutMetricData")]
    [InlineData("secretsmanager", "secretsmanager:GetSecretValue")]
    public void A_policy_may_call_a_service_otherwise_than_its_endpoint_does(string service, string action)
    {
        var model = Scenario.Endpoint
            .Set("aws_vpc_endpoint.lambda", "service_name", $"com.amazonaws.us-east-1.{service}")
            .Add("aws_iam_role_policy.use", ("role", "caller"), ("policy", Scenario.Policy("Allow", action, "*"))).Model;

        var path = PathJudge.Judge(model, model.Functions.Find("aws_lambda_function.caller")!, null, service);

        Assert.Equal(Verdict.Reachable, path.Verdict);
    }

    [Fact]
    public void An_explicit_Deny_wins() =>
        Assert.EndsWith("with an explicit deny in an identity-based policy",
            Only(Scenario.Endpoint.Add("aws_iam_role_policy.deny", ("role", "caller"), ("policy", Scenario.Policy("Deny", "lambda:Invoke*", "*")))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_boundary_has_to_allow_as_well() =>
        Assert.EndsWith("because no permissions boundary allows the lambda:InvokeFunction action", Only(Scenario.Endpoint
            .Add("aws_iam_policy.bound", ("name", "bound"), ("policy", Scenario.Policy("Allow", "ec2:*", "*")))
            .Set("aws_iam_role.caller", "permissions_boundary", Arn("aws_iam_policy.bound"))).Message, StringComparison.Ordinal);

    [Fact]
    public void The_resource_policy_can_allow_instead_in_the_same_account() =>
        Assert.Equal(Verdict.Reachable, Scenario.Endpoint.Remove(Invoke).Add("aws_lambda_permission.caller", ("function_name", "callee"),
            ("action", "lambda:InvokeFunction"), ("principal", "arn:aws:iam::000000000000:role/caller")).Judge().Verdict);

    [Fact]
    public void A_grant_to_the_account_leaves_the_choice_to_the_role() =>
        Assert.Equal(Verdict.Blocked, Scenario.Endpoint.Remove(Invoke).Add("aws_lambda_permission.caller", ("function_name", "callee"),
            ("action", "lambda:InvokeFunction"), ("principal", "000000000000")).Judge().Verdict);

    [Fact]
    public void A_policy_with_another_account_is_undecided_while_the_plan_has_none() =>
        Assert.Equal(Verdict.Undecided, Scenario.Endpoint.Set(Invoke, "policy",
            Scenario.Policy("Allow", "lambda:InvokeFunction", "arn:aws:lambda:us-east-1:123456789012:function:callee")).Judge().Verdict);

    [Fact]
    public void A_condition_on_the_endpoint_holds_through_it_and_fails_through_NAT()
    {
        const string policy = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"lambda:InvokeFunction","Resource":"*","Condition":{"StringEquals":{"aws:SourceVpc":"id-aws_vpc.main"}}}}""";

        Assert.Equal(Verdict.Reachable, Scenario.Endpoint.Set(Invoke, "policy", policy).Judge().Verdict);
        Assert.Equal(HopKind.IdentityPolicy, Only(Scenario.Nat.Set(Invoke, "policy", policy)).Kind);
    }

    [Fact]
    public void A_Deny_without_the_endpoint_fires_through_NAT()
    {
        const string policy = """{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"lambda:*","Resource":"*","Condition":{"StringNotEquals":{"aws:SourceVpc":"id-aws_vpc.main"}}}}""";

        Assert.Equal(Verdict.Reachable, Scenario.Endpoint.Add("aws_iam_role_policy.deny", ("role", "caller"), ("policy", policy)).Judge().Verdict);
        Assert.Equal(HopKind.IdentityPolicy, Only(Scenario.Nat.Add("aws_iam_role_policy.deny", ("role", "caller"), ("policy", policy))).Kind);
    }

    [Fact]
    public void A_key_that_cannot_be_evaluated_is_undecided() =>
        Assert.Equal(Verdict.Undecided, Scenario.Endpoint.Set(Invoke, "policy",
            """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"lambda:*","Resource":"*","Condition":{"DateLessThan":{"aws:CurrentTime":"2030-01-01T00:00:00Z"}}}}""").Judge().Verdict);

    [Fact]
    public void A_managed_policy_that_is_not_in_the_data_is_undecided() =>
        Assert.Equal(Verdict.Undecided, Scenario.Endpoint.Remove(Invoke)
            .Add("aws_iam_role_policy_attachment.other", ("role", "caller"), ("policy_arn", "arn:aws:iam::aws:policy/SomethingNew")).Judge().Verdict);

    [Fact]
    public void A_role_without_network_permissions_is_blocked_at_the_setup()
    {
        var hop = Only(Scenario.Endpoint.Remove("aws_iam_role_policy_attachment.vpc"));

        Assert.Equal((HopKind.EniSetup, "Attach arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole to aws_iam_role.caller."), (hop.Kind, hop.Fix));
    }

    [Fact]
    public void A_Deny_for_the_functions_code_leaves_the_setup_alone() =>
        Assert.Equal(Verdict.Reachable, Scenario.Endpoint.Add("aws_iam_role_policy.code", ("role", "caller"), ("policy",
            """{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"ec2:*","Resource":"*","Condition":{"ArnEquals":{"lambda:SourceFunctionArn":"arn:aws:lambda:us-east-1:000000000000:function:caller"}}}}""")).Judge().Verdict);

    [Fact]
    public void The_permissions_of_older_guides_are_a_warning() =>
        Assert.Equal("aws_iam_role.caller does not allow ec2:DescribeSubnets, ec2:AssignPrivateIpAddresses, ec2:UnassignPrivateIpAddresses, which AWS's guide asks for too.",
            Scenario.Endpoint.Remove("aws_iam_role_policy_attachment.vpc").Add("aws_iam_role_policy.eni", ("role", "caller"), ("policy",
                """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":["ec2:CreateNetworkInterface","ec2:DescribeNetworkInterfaces","ec2:DeleteNetworkInterface"],"Resource":"*"}}"""))
                .Hop(HopKind.EniSetup).Message);

    [Fact]
    public void A_callee_that_is_switched_off_is_blocked() =>
        Assert.Equal("aws_lambda_function.callee has reserved_concurrent_executions = 0: every invoke is throttled.",
            Only(Scenario.Endpoint.Set("aws_lambda_function.callee", "reserved_concurrent_executions", 0)).Message);

    [Fact]
    public void A_callee_that_outlives_its_caller_is_a_warning() =>
        Assert.Equal("TIMEOUTS_OUT_OF_ORDER", Scenario.Endpoint.Set("aws_lambda_function.callee", "timeout", 30).Hop(HopKind.Timeouts).Code);

    private static Hop Only(TestPlan plan)
    {
        var path = plan.Judge();
        Assert.Equal(Verdict.Blocked, path.Verdict);
        return Assert.Single(path.Blockers);
    }
}

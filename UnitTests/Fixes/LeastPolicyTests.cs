using PrivateInvoke.Fixes;
using PrivateInvoke.Paths;
using PrivateInvoke.UnitTests.Cloud;
using static PrivateInvoke.UnitTests.Cloud.TestPlan;

namespace PrivateInvoke.UnitTests.Fixes;

public sealed class LeastPolicyTests
{
    [Fact]
    public void A_path_needs_an_identity_and_an_endpoint_policy_and_no_resource_policy_in_one_account() =>
        Assert.Equal(["identity", "endpoint"], Policies(Scenario.Endpoint).Select(policy => policy.Kind));

    [Fact]
    public void With_the_policies_alone_the_path_is_reachable_and_another_function_is_not()
    {
        var plan = Scenario.Endpoint
            .Add("aws_lambda_function.other", ("function_name", "other"), ("role", Arn("aws_iam_role.callee")), ("timeout", 5));
        var policies = Policies(plan);

        var least = plan
            .Set("aws_iam_role_policy.invoke", "policy", policies[0].Planned)
            .Set("aws_vpc_endpoint.lambda", "policy", policies[1].Planned);

        Assert.Equal(Verdict.Reachable, least.Judge().Verdict);
        Assert.DoesNotContain(least.Judge().Hops, hop => hop.Kind is HopKind.IdentityPolicy or HopKind.EndpointPolicy && hop.Result is HopResult.Warning);
        Assert.Equal(
            [HopKind.EndpointPolicy, HopKind.IdentityPolicy],
            least.Judge(callee: "aws_lambda_function.other").Blockers.Select(hop => hop.Kind));
    }

    [Fact]
    public void The_HCL_names_the_callee_by_its_address_and_the_JSON_by_its_ARN_without_an_account()
    {
        var identity = Policies(Scenario.Endpoint)[0];

        Assert.Contains("aws_lambda_function.callee.arn", identity.Hcl, StringComparison.Ordinal);
        Assert.Contains("role = aws_iam_role.caller.name", identity.Hcl, StringComparison.Ordinal);
        Assert.DoesNotContain("000000000000:function", identity.Document.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_without_paths_needs_none() => Assert.Empty(LeastPolicy.For(Scenario.Endpoint.Document, Scenario.Endpoint.Model, []));

    private static IReadOnlyList<LeastPolicy> Policies(TestPlan plan) => LeastPolicy.For(plan.Document, plan.Model, PathFinder.Find(plan.Model));
}

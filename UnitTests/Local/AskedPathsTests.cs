using PrivateInvoke.Local;
using PrivateInvoke.Local.Lambda.Api;
using PrivateInvoke.Paths;
using PrivateInvoke.UnitTests.Cloud;

namespace PrivateInvoke.UnitTests.Local;

public sealed class AskedPathsTests
{
    [Theory]
    [InlineData("callee", Verdict.Reachable, Scenario.Callee)]
    [InlineData("callee:live", Verdict.Blocked, Scenario.Callee)]
    [InlineData("callee:live", Verdict.Reachable, Scenario.Callee + ":live")]
    [InlineData("callee:live", Verdict.Reachable, Scenario.Callee + ":*")]
    [InlineData("callee", Verdict.Blocked, Scenario.Callee + ":*")]
    [InlineData("callee:$LATEST", Verdict.Blocked, Scenario.Callee)]
    [InlineData("callee:$LATEST", Verdict.Reachable, Scenario.Callee + ":*")]
    [InlineData(Scenario.Callee + ":live", Verdict.Reachable, Scenario.Callee + ":live")]
    [InlineData("000000000000:function:callee", Verdict.Reachable, Scenario.Callee)]
    public void An_alias_is_asked_for_by_its_own_ARN(string asked, Verdict verdict, string allowed) =>
        Assert.Equal(verdict, Between(asked, allowed).Verdict);

    [Theory]
    [InlineData("nobody", "arn:aws:lambda:us-east-1:000000000000:function:nobody")]
    [InlineData("arn:aws:lambda:us-east-1:999999999999:function:other", "arn:aws:lambda:us-east-1:999999999999:function:other")]
    [InlineData("999999999999:function:callee:live", "arn:aws:lambda:us-east-1:999999999999:function:callee:live")]
    public void A_function_that_is_not_in_the_plan_is_refused_where_no_policy_allows_it(string asked, string arn)
    {
        var path = Between(asked, Scenario.Callee);

        Assert.Equal(Verdict.Blocked, path.Verdict);
        Assert.Contains($"on resource: {arn} because no identity-based policy allows", Assert.Single(path.Blockers).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("*")]
    [InlineData("arn:aws:lambda:us-east-1:000000000000:function:nobody")]
    [InlineData("arn:aws:lambda:us-east-1:123456789012:function:nobody")]
    [InlineData("arn:aws:lambda:us-east-1:123456789012:function:no*")]
    public void A_function_that_is_not_in_the_plan_is_undecided_where_a_policy_allows_it(string allowed) =>
        Assert.Equal((Verdict.Undecided, "CALLEE_NOT_IN_PLAN"), (Between("nobody", allowed).Verdict,
            Between("nobody", allowed).Hops.First(hop => hop.Kind is HopKind.Callee).Code));

    /// <summary>The plan was made without an account: it may be this one.</summary>
    [Fact]
    public void A_function_of_an_account_that_may_be_the_plans_is_undecided() =>
        Assert.Equal(Verdict.Undecided, Between("arn:aws:lambda:us-east-1:999999999999:function:callee", Scenario.Callee).Verdict);

    [Fact]
    public void The_version_that_an_apply_publishes_is_asked_for_by_the_number_that_it_has_here()
    {
        var qualified = Scenario.Callee + ":0a1b2c3d";
        var plan = Plan(qualified).Set("aws_lambda_function.callee", "publish", true)
            .Symbol("aws_lambda_function.callee", "qualified_arn", qualified).Symbol("aws_lambda_function.callee", "version", "00f1e2d3c");

        Assert.All(["callee:1", qualified], asked => Assert.Equal(Verdict.Reachable, Between(plan, asked).Verdict));
        Assert.Equal(Verdict.Blocked, Between(plan, "callee").Verdict);
    }

    [Fact]
    public void What_was_asked_for_is_judged_anew_in_a_changed_plan()
    {
        var asked = new AskedPaths(Plan(Scenario.Callee + ":live").Model);
        Assert.Equal(Verdict.Blocked, asked.Between("caller", FunctionReference.Parse("callee")!)?.Verdict);

        var changed = asked.In(Plan(Scenario.Callee).Model);

        Assert.Equal(Verdict.Reachable, Assert.Single(changed.All).Verdict);
    }

    [Fact]
    public void A_caller_that_is_not_in_the_plan_has_no_path() =>
        Assert.Null(new AskedPaths(Plan("*").Model).Between("somebody", FunctionReference.Parse("callee")!));

    private static TestPlan Plan(string allowed) =>
        Scenario.Endpoint.Add("aws_lambda_alias.live", ("function_name", "callee"), ("name", "live"))
            .Set("aws_iam_role_policy.invoke", "policy", Scenario.Policy("Allow", "lambda:InvokeFunction", allowed));

    private static InvokePath Between(string asked, string allowed) => Between(Plan(allowed), asked);

    private static InvokePath Between(TestPlan plan, string asked) =>
        new AskedPaths(plan.Model).Between("caller", FunctionReference.Parse(asked)!)!;
}

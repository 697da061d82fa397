using PrivateInvoke.Paths;
using PrivateInvoke.Testing;
using PrivateInvoke.UnitTests.Cloud;

namespace PrivateInvoke.UnitTests.Testing;

public sealed class PathAssertionTests
{
    private static readonly TestPlan WithoutEgress = Scenario.Endpoint.Remove("aws_vpc_security_group_egress_rule.out");

    [Fact]
    public void A_reachable_path_should_reach()
    {
        var path = TerraformPaths.Of(Scenario.Endpoint.Document).From("caller").To("callee");

        path.ShouldReach();
        path.ShouldGoBy(Via.InterfaceEndpoint);
        Assert.Equal(Verdict.Reachable, Assert.Single(path.Paths).Verdict);
    }

    [Fact]
    public void A_blocked_path_fails_with_its_report()
    {
        var path = TerraformPaths.Of(WithoutEgress.Document).From("caller").To("callee");

        var failure = Assert.Throws<PathAssertionException>(path.ShouldReach);

        Assert.StartsWith("caller -> callee should be Reachable, and is not:", failure.Message, StringComparison.Ordinal);
        Assert.Contains("✗ caller egress", failure.Message, StringComparison.Ordinal);
        Assert.Contains("aws_security_group.caller", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Fix: Add resource", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_blocked_path_should_be_blocked_at_the_hop_that_blocks()
    {
        var path = TerraformPaths.Of(WithoutEgress.Document).From("caller").To("callee");

        path.ShouldBeBlocked();
        path.ShouldBeBlockedAt(HopKind.CallerEgress);
        var failure = Assert.Throws<PathAssertionException>(() => path.ShouldBeBlockedAt(HopKind.EndpointPolicy));
        Assert.StartsWith("caller -> callee should be Blocked at endpoint policy, and is not:", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_undecided_path_neither_reaches_nor_is_blocked()
    {
        var plan = Scenario.Endpoint.Set("aws_vpc_endpoint.lambda", "policy", TestPlan.Unknown);
        var path = TerraformPaths.Of(plan.Document).From("caller").To("callee");

        Assert.Equal(Verdict.Undecided, Assert.Single(path.Paths).Verdict);
        Assert.Throws<PathAssertionException>(path.ShouldReach);
        Assert.Throws<PathAssertionException>(path.ShouldBeBlocked);
    }

    [Fact]
    public void A_pattern_holds_for_all_that_it_matches()
    {
        var paths = TerraformPaths.Of(Scenario.Endpoint.Document);

        paths.From("call*").To("callee").ShouldReach();
        paths.ShouldAllReach();
    }

    [Fact]
    public void A_function_that_is_not_there_is_a_problem_that_names_those_that_are()
    {
        var problem = Assert.Throws<ProblemException>(() => TerraformPaths.Of(Scenario.Endpoint.Document).From("orders").To("callee"));

        Assert.Contains("'orders'; it has: aws_lambda_function.", problem.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_without_a_path_has_not_passed()
    {
        var failure = Assert.Throws<PathAssertionException>(TerraformPaths.Of(TestPlan.Empty.Document).ShouldAllReach);

        Assert.Equal("every path should be Reachable, and the plan has no such path.", failure.Message);
    }

    [Fact]
    public void The_way_to_another_service_is_asked_for_by_its_name()
    {
        var path = TerraformPaths.Of(Scenario.Endpoint.Document).From("caller").ToService("sqs");

        path.ShouldBeBlocked();
        Assert.Equal("sqs", Assert.Single(path.Paths).Service);
    }
}

using System.Diagnostics;
using PrivateInvoke.Cloud;
using PrivateInvoke.Paths;
using PrivateInvoke.UnitTests.Cloud;
using static PrivateInvoke.UnitTests.Cloud.TestPlan;

namespace PrivateInvoke.UnitTests.Paths;

public sealed class WhatIfTests
{
    private const string Rule = "aws_vpc_security_group_egress_rule.out7";

    public static TheoryData<string, HopKind> Removable => new()
    {
        { "aws_vpc_security_group_egress_rule.out", HopKind.CallerEgress },
        { "aws_vpc_security_group_ingress_rule.in", HopKind.EndpointIngress },
        { "aws_iam_role_policy.invoke", HopKind.IdentityPolicy },
        { "aws_iam_role_policy_attachment.vpc", HopKind.EniSetup },
        { "aws_vpc_endpoint.lambda", HopKind.Route },
    };

    [Theory]
    [MemberData(nameof(Removable))]
    public void A_model_without_a_resource_is_judged_as_a_plan_without_it(string address, HopKind blocked)
    {
        var path = Judge(Scenario.Endpoint.Model.Without(address));

        Assert.Contains(path.Blockers, hop => hop.Kind == blocked);
        Assert.Equal(Scenario.Endpoint.Remove(address).Judge().Hops, path.Hops);
    }

    [Fact]
    public void A_route_and_an_entry_of_a_network_ACL_can_be_taken_out_as_well()
    {
        Assert.Equal(HopKind.Route, Assert.Single(Judge(Scenario.Nat.Model.Without("aws_route.nat")).Blockers).Kind);
        Assert.All(Judge(Changed.All["open ACL"].Model.Without("aws_network_acl_rule.in")).Blockers, hop => Assert.Equal(HopKind.NetworkAcl, hop.Kind));
        Assert.Equal(Verdict.Blocked, Judge(Changed.All["open ACL"].Model.Without("aws_network_acl_rule.in")).Verdict);
    }

    [Fact]
    public void A_permission_and_an_endpoint_policy_can_be_taken_out_as_well()
    {
        Assert.Equal(Verdict.Blocked, Judge(Changed.All["resource policy"].Model.Without("aws_lambda_permission.caller")).Verdict);
        Assert.Equal(Verdict.Reachable, Judge(Changed.All["closed endpoint policy"].Model.Without("aws_vpc_endpoint_policy.p")).Verdict);
    }

    [Fact]
    public void Private_DNS_can_be_switched_off()
    {
        var model = Scenario.Endpoint.Model;
        var endpoint = model.Endpoints.Find("aws_vpc_endpoint.lambda")!;

        var path = Judge(model with { Endpoints = model.Endpoints.With(endpoint with { PrivateDns = false }) });

        Assert.Equal("PRIVATE_DNS_OFF", Assert.Single(path.Blockers).Code);
    }

    [Fact]
    public void The_model_itself_stays_as_it_was_and_what_nothing_has_changes_nothing()
    {
        var model = Scenario.Endpoint.Model;

        Assert.NotSame(model.SecurityGroups, model.Without("aws_vpc_security_group_egress_rule.out").SecurityGroups);
        Assert.Equal(Verdict.Reachable, Judge(model).Verdict);
        Assert.Same(model.SecurityGroups, model.Without("aws_security_group.gone").SecurityGroups);
    }

    [Fact]
    public void A_new_verdict_among_a_thousand_functions_takes_a_small_part_of_reading_the_plan_again()
    {
        var plan = Many(1_000);
        var model = plan.Model;
        var caller = model.Functions.Find("aws_lambda_function.caller7")!;
        var callee = model.Functions.Find("aws_lambda_function.callee")!;
        Assert.Equal(Verdict.Reachable, PathJudge.Judge(model, caller, callee).Verdict);

        // A ratio, and the best of many: the machine may be busy with other things.
        var verdict = Best(200, () => PathJudge.Judge(model.Without(Rule), caller, callee).Verdict);
        var reading = Best(10, () => plan.Remove(Rule).Judge("aws_lambda_function.caller7").Verdict);

        TestContext.Current.TestOutputHelper?.WriteLine($"{verdict.TotalMicroseconds:0} µs a verdict, {reading.TotalMilliseconds:0.0} ms to read and judge");
        Assert.True(verdict * 10 < reading, $"A verdict took {verdict.TotalMilliseconds:0.000} ms, reading {reading.TotalMilliseconds:0.000} ms.");
    }

    private static TimeSpan Best(int times, Func<Verdict> ask)
    {
        var best = TimeSpan.MaxValue;
        for (var i = 0; i < times; i++)
        {
            var start = Stopwatch.GetTimestamp();
            var verdict = ask();
            var took = Stopwatch.GetElapsedTime(start);
            Assert.Equal(Verdict.Blocked, verdict);
            best = took < best ? took : best;
        }

        return best;
    }

    /// <summary>The scenario with more callers, each with a group and an egress rule of its own.</summary>
    private static TestPlan Many(int callers)
    {
        var plan = Scenario.Endpoint.Set("aws_vpc_security_group_ingress_rule.in", "referenced_security_group_id", null)
            .Set("aws_vpc_security_group_ingress_rule.in", "cidr_ipv4", "10.0.0.0/16");
        for (var i = 0; i < callers; i++)
        {
            plan = new TestPlan(plan.Resources.AddRange(Empty
                .Add($"aws_security_group.caller{i}", ("vpc_id", Id("aws_vpc.main")))
                .Add($"aws_vpc_security_group_egress_rule.out{i}", ("security_group_id", Id($"aws_security_group.caller{i}")), ("ip_protocol", "tcp"),
                    ("from_port", 443), ("to_port", 443), ("referenced_security_group_id", Id("aws_security_group.endpoint")))
                .Add($"aws_lambda_function.caller{i}", ("function_name", $"caller{i}"), ("role", Arn("aws_iam_role.caller")), ("timeout", 15), ("vpc_config", new[]
                {
                    Block(("subnet_ids", new[] { Id("aws_subnet.a"), Id("aws_subnet.b") }), ("security_group_ids", new[] { Id($"aws_security_group.caller{i}") })),
                })).Resources));
        }

        return plan;
    }

    private static InvokePath Judge(CloudModel model) =>
        PathJudge.Judge(model, model.Functions.Find("aws_lambda_function.caller")!, model.Functions.Find("aws_lambda_function.callee")!);
}

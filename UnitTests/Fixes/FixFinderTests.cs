using PrivateInvoke.Fixes;
using PrivateInvoke.Paths;
using PrivateInvoke.UnitTests.Cloud;
using PrivateInvoke.UnitTests.Paths.Rows;
using static PrivateInvoke.UnitTests.Cloud.TestPlan;

namespace PrivateInvoke.UnitTests.Fixes;

public sealed class FixFinderTests
{
    /// <summary>Rows that no change of this product's mends, with the reason.</summary>
    private static readonly Dictionary<string, string> NotMended = new()
    {
        ["beyond.blocks-dual-stack-name"] = "is not known",
        ["conditions.blocks-deny-off-the-endpoint"] = "A Deny is somebody's decision",
        // Its document holds an account that the plan does not know.
        ["endpoint-policy.blocks"] = "No single resource or attribute does it",
        ["endpoint-policy.blocks-explicitly"] = "A Deny is somebody's decision",
        ["eni-setup.blocks-exclusive"] = "is not known",
        ["eni-setup.blocks-explicitly"] = "A Deny is somebody's decision",
        ["identity-policy.blocks-explicitly"] = "A Deny is somebody's decision",
        ["network-acl.blocks"] = "an entry for each direction",
        ["network-acl.blocks-answers"] = "an entry for each direction",
        ["region.blocks"] = "or give the caller a NAT gateway",
        ["service-endpoint-policy.blocks"] = "the actions that the code needs",
        ["service-identity.blocks"] = "A Deny is somebody's decision",
        ["source-function-arn.blocks"] = "A Deny is somebody's decision",
    };

    public static TheoryData<string> Blocked => [.. RowTests.All.Where(row => row.Result is HopResult.Blocked).Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Blocked))]
    public void A_row_that_blocks_is_mended_or_says_why_no_change_does_it(string name)
    {
        var row = RowTests.All.Single(row => row.Name == name);
        var path = row.Judge();

        var suggestion = Assert.Single(FixFinder.Find(row.Plan.Document, [path]), one => one.Path == path && one.Hop.Result is HopResult.Blocked);

        if (suggestion.With?.Verdict is not Verdict.Reachable)
        {
            Assert.True(NotMended.TryGetValue(name, out var why), $"{name}: {suggestion.Hop.Code}: {suggestion.Why}");
            Assert.Contains(why, suggestion.Why, StringComparison.Ordinal);
            return;
        }

        Assert.DoesNotContain(name, NotMended.Keys);
        Assert.Equal(Verdict.Reachable, suggestion.With!.Verdict);
        Assert.Equal(Verdict.Reachable, FixFinder.Judge(FixFinder.Apply(row.Plan.Document, suggestion.Changes), path).Verdict);
        // None is left that is not needed.
        Assert.All(suggestion.Changes, change => Assert.NotEqual(
            Verdict.Reachable, FixFinder.Judge(FixFinder.Apply(row.Plan.Document, suggestion.Changes.Where(other => other != change)), path).Verdict));
    }

    [Fact]
    public void A_missing_egress_rule_is_one_resource()
    {
        var change = Assert.Single(Mend(Scenario.Endpoint.Remove("aws_vpc_security_group_egress_rule.out")).Changes);

        Assert.Equal("""
            resource "aws_vpc_security_group_egress_rule" "caller_to_lambda" {
              security_group_id            = aws_security_group.caller.id
              ip_protocol                  = "tcp"
              from_port                    = 443
              to_port                      = 443
              referenced_security_group_id = aws_security_group.endpoint.id
            }

            """, change.Hcl, ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void Two_missing_rules_are_two_changes()
    {
        var suggestion = Mend(Scenario.Endpoint.Remove("aws_vpc_security_group_egress_rule.out").Remove("aws_vpc_security_group_ingress_rule.in"));

        Assert.Equal(
            ["aws_vpc_security_group_egress_rule.caller_to_lambda", "aws_vpc_security_group_ingress_rule.lambda_from_caller"],
            suggestion.Changes.Select(change => change.Address));
    }

    [Fact]
    public void A_subnet_with_no_way_out_gets_an_endpoint_with_a_group_that_lets_the_caller_in_and_the_caller_a_rule()
    {
        var suggestion = Mend(Scenario.Vpc);

        Assert.Equal(Verdict.Reachable, suggestion.With!.Verdict);
        Assert.Equal(Via.InterfaceEndpoint, suggestion.With.Via);
        Assert.Equal(
            ["aws_security_group.lambda_endpoint", "aws_vpc_endpoint.lambda", "aws_vpc_security_group_egress_rule.caller_to_lambda"],
            suggestion.Changes.Select(change => change.Address).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_group_with_rules_of_its_own_gets_one_more_of_them()
    {
        var inline = Scenario.Endpoint.Remove("aws_vpc_security_group_ingress_rule.in").Set("aws_security_group.endpoint", "ingress", new[]
        {
            Block(("protocol", "tcp"), ("from_port", 22), ("to_port", 22), ("cidr_blocks", new[] { "10.0.0.0/8" })),
        });

        var change = Assert.Single(Mend(inline).Changes);

        Assert.True(change.IsOverride);
        Assert.Contains("cidr_blocks = [\"10.0.0.0/8\"]", change.Hcl, StringComparison.Ordinal);
        Assert.Contains("security_groups = [aws_security_group.caller.id]", change.Hcl, StringComparison.Ordinal);
    }

    [Fact]
    public void An_attribute_is_set_where_that_is_enough()
    {
        var change = Assert.Single(Mend(Scenario.Endpoint.Set("aws_vpc_endpoint.lambda", "private_dns_enabled", false)).Changes);

        Assert.Equal("resource \"aws_vpc_endpoint\" \"lambda\" {\n  private_dns_enabled = true\n}\n", change.Hcl);
    }

    [Fact]
    public void An_explicit_Deny_is_left_to_whoever_wrote_it()
    {
        var suggestion = Mend(Scenario.Endpoint.Add("aws_iam_role_policy.deny", ("role", "caller"), ("policy", Scenario.Policy("Deny", "lambda:*", "*"))));

        Assert.Empty(suggestion.Changes);
        Assert.Contains("A Deny is somebody's decision", suggestion.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_Undecided_is_not_mended_and_says_what_is_not_known()
    {
        var suggestion = Mend(Scenario.Endpoint.Hide("aws_vpc_endpoint.lambda", "policy"));

        Assert.Empty(suggestion.Changes);
        Assert.Contains("Undecided", suggestion.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_resource_of_another_module_cannot_be_named()
    {
        var apart = Scenario.Endpoint.Remove("aws_vpc_security_group_egress_rule.out");
        apart = new TestPlan(apart.Resources.ConvertAll(resource => resource.Address == "aws_security_group.endpoint"
            ? resource with { Address = "module.network.aws_security_group.endpoint", Module = "module.network" }
            : resource));

        Assert.Empty(Mend(apart).Changes);
    }

    [Fact]
    public void A_warning_is_mended_where_a_change_takes_it_away()
    {
        var plan = Scenario.Endpoint.Set("aws_lambda_function.callee", "timeout", 30);
        var path = plan.Judge();

        var suggestion = Assert.Single(FixFinder.Find(plan.Document, [path]), one => one.Hop.Code == "TIMEOUTS_OUT_OF_ORDER");

        Assert.Equal("resource \"aws_lambda_function\" \"caller\" {\n  timeout = 35\n}\n", Assert.Single(suggestion.Changes).Hcl);
    }

    [Fact]
    public void A_change_that_mends_two_paths_is_suggested_once()
    {
        var plan = Scenario.Endpoint.Remove("aws_vpc_security_group_egress_rule.out")
            .Add("aws_lambda_function.other", ("function_name", "other"), ("role", Arn("aws_iam_role.callee")), ("timeout", 5))
            .Set("aws_iam_role_policy.invoke", "policy", Scenario.Policy("Allow", "lambda:InvokeFunction", Scenario.Callee, $"{Scenario.Callee}:*", Arn("aws_lambda_function.other"), $"{Arn("aws_lambda_function.other")}:*"))
            .Set("aws_lambda_function.caller", "environment", new[] { Block(("variables", new Dictionary<string, object?> { ["A"] = "callee", ["B"] = "other" })) });
        var found = FixFinder.Find(plan.Document, PathFinder.Find(plan.Model));

        Assert.Equal(2, found.Count);
        Assert.Single(found[0].Changes);
        Assert.Empty(found[1].Changes);
        Assert.Equal(Verdict.Reachable, found[1].With!.Verdict);
    }

    [Fact]
    public void Callers_with_a_group_each_get_rules_of_their_own_that_stand_beside_each_other()
    {
        var plan = Second(group: true).Remove("aws_vpc_security_group_egress_rule.out").Remove("aws_vpc_security_group_ingress_rule.in");

        var found = FixFinder.Find(plan.Document, PathFinder.Find(plan.Model));

        Assert.Equal(2, found.Count);
        Assert.All(found, one => Assert.Equal(2, one.Changes.Count));
        Assert.Equal(4, found.SelectMany(one => one.Changes).Select(change => change.Address).Distinct().Count());
        var mended = FixFinder.Apply(plan.Document, found.SelectMany(one => one.Changes));
        Assert.All(found, one => Assert.Equal(Verdict.Reachable, FixFinder.Judge(mended, one.Path).Verdict));
    }

    [Fact]
    public void Statements_that_two_paths_add_to_one_policy_are_both_in_the_second()
    {
        var plan = Second(group: false).Set("aws_vpc_endpoint.lambda", "policy", Scenario.Statement("Allow", resource: "arn:aws:lambda:us-east-1:111122223333:function:nobody"));

        var found = FixFinder.Find(plan.Document, PathFinder.Find(plan.Model));

        Assert.All(found, one => Assert.Equal(Verdict.Reachable, one.With?.Verdict));
        Assert.Contains("role.second", found[1].Changes[0].Hcl, StringComparison.Ordinal);
        Assert.Contains("role.caller", found[1].Changes[0].Hcl, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_a_patch_of_a_path_that_stays_blocked_is_not_counted_on_by_another()
    {
        var plan = Second(group: false).Remove("aws_vpc_security_group_egress_rule.out")
            .Add("aws_iam_role_policy.deny", ("role", "caller"), ("policy", Scenario.Policy("Deny", "lambda:*", "*")));

        var found = FixFinder.Find(plan.Document, PathFinder.Find(plan.Model)).ToDictionary(one => one.Path.Caller.Name);

        Assert.Empty(found["caller"].Changes);
        Assert.Contains("A Deny is somebody's decision", found["caller"].Why, StringComparison.Ordinal);
        Assert.Single(found["second"].Changes);
        Assert.Equal(Verdict.Reachable, FixFinder.Judge(FixFinder.Apply(plan.Document, found["second"].Changes), found["second"].Path).Verdict);
    }

    /// <summary>A second caller, in the same subnets.</summary>
    /// <param name="group">Whether it has a security group, and rules, of its own.</param>
    private static TestPlan Second(bool group)
    {
        var plan = Scenario.Endpoint
            .Add("aws_iam_role.second", ("name", "second"), ("assume_role_policy", Scenario.Trust()))
            .Add("aws_iam_role_policy.second", ("role", "second"), ("policy", Scenario.Policy("Allow", "lambda:InvokeFunction", Scenario.Callee, $"{Scenario.Callee}:*")))
            .Add("aws_iam_role_policy_attachment.second", ("role", "second"), ("policy_arn", "arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole"))
            .Add("aws_lambda_function.second", ("function_name", "second"), ("role", Arn("aws_iam_role.second")), ("timeout", 15),
                ("environment", new[] { Block(("variables", new Dictionary<string, object?> { ["CALLEE"] = "callee" })) }),
                ("vpc_config", new[] { Block(("subnet_ids", new[] { Id("aws_subnet.a"), Id("aws_subnet.b") }), ("security_group_ids", new[] { Id($"aws_security_group.{(group ? "second" : "caller")}") })) }));
        return !group ? plan : plan
            .Add("aws_security_group.second", ("vpc_id", Id("aws_vpc.main")));
    }

    private static Suggestion Mend(TestPlan plan)
    {
        var path = plan.Judge();
        return FixFinder.Find(plan.Document, [path])[0];
    }
}

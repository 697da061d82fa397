using PrivateInvoke.Paths;
using PrivateInvoke.UnitTests.Cloud;
using static PrivateInvoke.UnitTests.Cloud.TestPlan;

namespace PrivateInvoke.UnitTests.Paths;

public sealed class PathFinderTests
{
    private const string Caller = "aws_lambda_function.caller";

    [Fact]
    public void An_environment_that_names_a_function_is_evidence() =>
        Assert.Equal(("caller", "callee"), Single(Named("callee").Remove("aws_iam_role_policy.invoke")));

    [Theory]
    [InlineData(Scenario.Callee, "callee")]
    [InlineData(Scenario.Callee + ":live", "callee:live")]
    [InlineData("callee:live", "callee:live")]
    [InlineData("000000000000:function:callee", "callee")]
    [InlineData("arn:aws:lambda:us-east-1:123456789012:function:elsewhere", "arn:aws:lambda:us-east-1:123456789012:function:elsewhere")]
    public void Every_form_that_Invoke_takes_is_evidence(string value, string callee) =>
        Assert.Equal(("caller", callee), Single(Named(value).Remove("aws_iam_role_policy.invoke")));

    [Fact]
    public void Functions_of_one_name_in_two_regions_are_two()
    {
        var plan = Named($"{Scenario.Callee},arn:aws:lambda:eu-west-1:000000000000:function:callee")
            .Add("aws_lambda_function.far", ("function_name", "callee"), ("region", "eu-west-1"));

        Assert.Equal(["aws_lambda_function.callee", "aws_lambda_function.far"], PathFinder.Find(plan.Model).Select(path => path.Callee.Address));
    }

    [Fact]
    public void A_policy_for_exactly_one_function_is_evidence() => Assert.Equal(("caller", "callee"), Single(Named("nothing")));

    [Theory]
    [InlineData("""{"routes":{"orders":"callee"}}""")]
    [InlineData("- \"target\": \"callee:live\"\n", "callee:live")]
    [InlineData("nobody, callee")]
    [InlineData("arn:aws:lambda:us-east-1:000000000000:function:callee,arn:aws:sqs:us-east-1:000000000000:orders")]
    [InlineData("arn:aws:lambda:us-east-1:000000000000:function:callee:live;nobody", "callee:live")]
    [InlineData("""{"arn":"arn:aws:lambda:us-east-1:000000000000:function:callee"}""")]
    public void A_document_or_a_list_that_names_a_function_is_evidence(string value, string callee = "callee") =>
        Assert.Equal(("caller", callee), Single(Named(value).Remove("aws_iam_role_policy.invoke")));

    [Theory]
    [InlineData("https://callee.example.com/callee")]
    [InlineData("arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:callee/invocations")]
    [InlineData("callee of last resort")]
    public void A_text_that_only_has_a_functions_name_in_it_is_none(string value) =>
        Assert.Empty(PathFinder.Find(Named(value).Remove("aws_iam_role_policy.invoke").Model));

    [Theory]
    [InlineData("callee:live", Verdict.Reachable, Scenario.Callee + ":live")]
    [InlineData("callee", Verdict.Reachable, Scenario.Callee + ":live", Scenario.Callee)]
    [InlineData("callee", Verdict.Undecided, Scenario.Callee + ":*")]
    public void A_policy_for_aliases_or_versions_alone_is_evidence_for_those(string callee, Verdict verdict, params string[] resources)
    {
        var plan = Named("nothing").Add("aws_lambda_alias.live", ("function_name", "callee"), ("name", "live"))
            .Set("aws_iam_role_policy.invoke", "policy", Scenario.Policy("Allow", "lambda:InvokeFunction", resources));

        var path = Assert.Single(PathFinder.Find(plan.Model));
        Assert.Equal((callee, verdict), (path.Callee.Name, path.Verdict));
    }

    [Fact]
    public void A_policy_whose_resource_has_a_variable_names_nobody() =>
        Assert.Empty(PathFinder.Find(Named("nothing").Set("aws_iam_role_policy.invoke", "policy",
            Scenario.Policy("Allow", "lambda:InvokeFunction", "arn:aws:lambda:us-east-1:000000000000:function:${aws:PrincipalTag/team}-callee")).Model));

    [Fact]
    public void The_version_that_a_function_publishes_is_in_the_plan_before_it_has_a_number()
    {
        var qualified = Scenario.Callee + ":0a1b2c3d";
        var plan = Named(qualified).Set("aws_lambda_function.callee", "publish", true)
            .Symbol("aws_lambda_function.callee", "qualified_arn", qualified).Symbol("aws_lambda_function.callee", "version", "00f1e2d3c")
            .Set("aws_iam_role_policy.invoke", "policy", Scenario.Policy("Allow", "lambda:InvokeFunction", qualified));

        var path = Assert.Single(PathFinder.Find(plan.Model));
        Assert.Equal(("callee:version", Verdict.Reachable), (path.Callee.Name, path.Verdict));
    }

    [Theory]
    [InlineData("callee", Scenario.Callee, false, Verdict.Undecided)]
    [InlineData("callee:live", Scenario.Callee + ":live", true, Verdict.Undecided)]
    [InlineData("callee", Scenario.Callee + ":other", true, Verdict.Blocked)]
    public void What_an_unknown_environment_mentions_is_evidence_that_does_not_say_which_alias(string callee, string allowed, bool hasAlias, Verdict verdict)
    {
        var plan = Scenario.Endpoint.Set(Caller, "environment", new[] { Block(("variables", Unknown)) })
            .Mention(Caller, Scenario.Callee)
            .Set("aws_iam_role_policy.invoke", "policy", Scenario.Policy("Allow", "lambda:InvokeFunction", allowed));
        if (hasAlias)
            plan = plan.Add("aws_lambda_alias.live", ("function_name", "callee"), ("name", "live"));

        var path = Assert.Single(PathFinder.Find(plan.Model));
        Assert.Equal(("callee", verdict), (path.Callee.Name, path.Verdict));
        Assert.Equal(verdict is Verdict.Undecided && callee != "callee", path.Hops.Any(hop => hop.Code == "QUALIFIER_UNKNOWN"));
    }

    [Fact]
    public void A_resource_policy_for_the_callers_role_is_evidence() =>
        Assert.Equal(("caller", "callee"), Single(Named("nothing").Remove("aws_iam_role_policy.invoke").Add("aws_lambda_permission.caller",
            ("function_name", "callee"), ("action", "lambda:InvokeFunction"), ("principal", Arn("aws_iam_role.caller")))));

    [Fact]
    public void A_resource_policy_of_an_alias_is_evidence_for_the_alias() => Assert.Equal(("caller", "callee:live"), Single(Granted("nothing")));

    [Fact]
    public void An_environment_says_whether_an_alias_that_has_a_resource_policy_is_meant() => Assert.Equal(("caller", "callee"), Single(Granted("callee")));

    [Fact]
    public void Without_other_evidence_a_policy_for_everything_is_evidence() =>
        Assert.Equal(("caller", "callee"), Single(Named("nothing").Set("aws_iam_role_policy.invoke", "policy", Scenario.Policy("Allow", "lambda:InvokeFunction", "*"))));

    [Fact]
    public void A_policy_for_everything_among_many_functions_is_one_path_to_the_API()
    {
        var plan = Many("*");

        var path = Assert.Single(PathFinder.Find(plan.Model));
        Assert.Equal((PathEnd.AnyFunction, Verdict.Reachable, Via.InterfaceEndpoint), (path.Callee, path.Verdict, path.Via));
        Assert.Equal(Verdict.Blocked, Assert.Single(PathFinder.Find(plan.Remove("aws_vpc_security_group_ingress_rule.in").Model)).Verdict);
    }

    [Fact]
    public void Asked_for_one_of_many_functions_the_path_is_to_that_one() =>
        Assert.Equal(("caller", "callee"), Assert.Single(PathFinder.Find(Many("*").Model, new PathQuery { Callee = "callee" })) is var path ? (path.Caller.Name, path.Callee.Name) : default);

    [Fact]
    public void A_pattern_for_few_of_many_functions_is_evidence_for_those() =>
        Assert.Equal(["app-1", "app-10", "app-11"], PathFinder.Find(Many("arn:aws:lambda:us-east-1:000000000000:function:app-1*").Model).Select(path => path.Callee.Name).Take(3));

    private static TestPlan Many(string resource) => Enumerable.Range(0, 24).Aggregate(
        Named("nothing").Set("aws_iam_role_policy.invoke", "policy", Scenario.Policy("Allow", "lambda:InvokeFunction", resource)),
        (plan, i) => plan.Add($"aws_lambda_function.app{i}", ("function_name", $"app-{i}"), ("role", Arn("aws_iam_role.callee"))));

    [Fact]
    public void Functions_without_evidence_have_no_path() =>
        Assert.Empty(PathFinder.Find(Named("nothing").Remove("aws_iam_role_policy.invoke").Model));

    [Theory]
    [InlineData("caller", "callee")]
    [InlineData(Caller, "aws_lambda_function.callee")]
    [InlineData("aws_lambda_function.call*r", "c*e")]
    public void A_pair_asked_for_needs_no_evidence(string caller, string callee) =>
        Assert.Single(PathFinder.Find(Named("nothing").Remove("aws_iam_role_policy.invoke").Model, new PathQuery { Caller = caller, Callee = callee }));

    [Fact]
    public void A_pattern_that_matches_nothing_is_refused_with_what_there_is()
    {
        var problem = Assert.Throws<ProblemException>(() => PathFinder.Find(Scenario.Endpoint.Model, new PathQuery { Caller = "nobody" }));

        Assert.Equal("No function of the plan has the address or name 'nobody'; it has: aws_lambda_function.caller, aws_lambda_function.callee.", problem.Problem);
    }

    [Fact]
    public void Functions_that_invoke_each_other_are_warned_of_the_loop()
    {
        var plan = Scenario.Endpoint.Add("aws_iam_role_policy.back", ("role", "callee"),
            ("policy", Scenario.Policy("Allow", "lambda:InvokeFunction", "arn:aws:lambda:us-east-1:000000000000:function:caller")));

        Assert.All(PathFinder.Find(plan.Model), path => Assert.Contains(path.Hops, hop => hop.Code == "INVOKE_LOOP"));
    }

    /// <summary>As in a public configuration in which one role, with a policy for every function, is everybody's.</summary>
    [Fact]
    public void A_callee_that_may_invoke_every_function_closes_no_loop()
    {
        var plan = Scenario.Endpoint
            .Set("aws_lambda_function.callee", "vpc_config", new[] { TestPlan.Block(("subnet_ids", new[] { TestPlan.Id("aws_subnet.a") }), ("security_group_ids", new[] { TestPlan.Id("aws_security_group.caller") })) })
            .Add("aws_iam_role_policy.any", ("role", "callee"), ("policy", Scenario.Policy("Allow", "lambda:InvokeFunction", "*")));

        var paths = PathFinder.Find(plan.Model);

        Assert.Equal(2, paths.Count);
        Assert.All(paths, path => Assert.DoesNotContain(path.Hops, hop => hop.Code == "INVOKE_LOOP"));
    }

    [Fact]
    public void An_invoke_that_does_not_arrive_closes_no_loop()
    {
        var plan = Scenario.Endpoint.Remove("aws_vpc_security_group_egress_rule.out").Add("aws_iam_role_policy.back", ("role", "callee"),
            ("policy", Scenario.Policy("Allow", "lambda:InvokeFunction", "arn:aws:lambda:us-east-1:000000000000:function:caller")));

        var paths = PathFinder.Find(plan.Model);

        Assert.Equal([Verdict.Blocked, Verdict.Reachable], paths.Select(path => path.Verdict).Order().Reverse());
        Assert.All(paths, path => Assert.DoesNotContain(path.Hops, hop => hop.Code == "INVOKE_LOOP"));
    }

    [Fact]
    public void Another_service_is_judged_without_a_callee()
    {
        var plan = Scenario.Endpoint.Set("aws_vpc_endpoint.lambda", "service_name", "com.amazonaws.us-east-1.secretsmanager")
            .Add("aws_iam_role_policy.secrets", ("role", "caller"), ("policy", Scenario.Policy("Allow", "secretsmanager:GetSecretValue", "*")));

        var path = Assert.Single(PathFinder.Find(plan.Model, new PathQuery { Caller = "caller", Service = "secretsmanager" }));
        Assert.Equal((Verdict.Reachable, Via.InterfaceEndpoint, "secretsmanager.us-east-1.amazonaws.com"), (path.Verdict, path.Via, path.Callee.Name));
    }

    [Fact]
    public void Another_service_is_asked_about_from_the_functions_in_a_VPC_alone()
    {
        var plan = Scenario.Endpoint.Set("aws_vpc_endpoint.lambda", "service_name", "com.amazonaws.us-east-1.secretsmanager");

        var path = Assert.Single(PathFinder.Find(plan.Model, new PathQuery { Service = "secretsmanager" }));

        Assert.Equal("caller", path.Caller.Name);
    }

    private static (string, string) Single(TestPlan plan)
    {
        var path = Assert.Single(PathFinder.Find(plan.Model));
        return (path.Caller.Name, path.Callee.Name);
    }

    private static TestPlan Granted(string inEnvironment) => Named(inEnvironment).Remove("aws_iam_role_policy.invoke")
        .Add("aws_lambda_alias.live", ("function_name", "callee"), ("name", "live"))
        .Add("aws_lambda_permission.caller", ("function_name", "callee"), ("qualifier", "live"), ("action", "lambda:InvokeFunction"),
            ("principal", Arn("aws_iam_role.caller")));

    private static TestPlan Named(string callee) => Scenario.Endpoint.Set(Caller, "environment",
        new[] { Block(("variables", new Dictionary<string, object?> { ["CALLEE"] = callee })) });
}

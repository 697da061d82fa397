using PrivateInvoke.Local;
using PrivateInvoke.Local.Lambda;
using PrivateInvoke.Plan;
using PrivateInvoke.UnitTests.Cloud;

namespace PrivateInvoke.UnitTests.Local;

public sealed class FunctionSpecsTests
{
    [Fact]
    public void Aliases_and_versions_are_the_plans()
    {
        var plan = TestPlan.Empty
            .Add("aws_lambda_function.orders", ("function_name", "orders"), ("version", "7"))
            .Add("aws_lambda_alias.live", ("name", "live"), ("function_name", "orders"), ("function_version", "7"))
            .Add("aws_lambda_alias.next", ("name", "next"), ("function_name", "orders"), ("function_version", "$LATEST"));

        Assert.Equal(new() { ["7"] = "7", ["live"] = "7", ["next"] = "$LATEST" }, QualifiersOf(plan));
    }

    [Fact]
    public void A_version_that_the_apply_will_publish_is_called_1()
    {
        var plan = TestPlan.Empty
            .Add("aws_lambda_function.orders", ("function_name", "orders"), ("publish", true), ("version", TestPlan.Unknown))
            .Add("aws_lambda_alias.live", ("name", "live"), ("function_name", "orders"), ("function_version", TestPlan.Unknown));

        Assert.Equal(new() { ["1"] = "1", ["live"] = "1" }, QualifiersOf(plan));
    }

    [Fact]
    public void The_ARN_of_a_version_that_is_not_published_yet_leads_to_it_too()
    {
        const string Orders = "aws_lambda_function.orders";
        var plan = TestPlan.Empty.Add(Orders, ("function_name", "orders"), ("publish", true))
            .Symbol(Orders, "qualified_arn", "arn:aws:lambda:us-east-1:000000000000:function:orders:0a1b2c3d").Symbol(Orders, "version", "00f1e2d3c");

        Assert.Equal(new() { ["1"] = "1", ["0a1b2c3d"] = "1", ["00f1e2d3c"] = "1" }, QualifiersOf(plan));
    }

    [Fact]
    public void Without_either_there_is_LATEST_alone()
    {
        Assert.Empty(QualifiersOf(TestPlan.Empty.Add("aws_lambda_function.orders", ("function_name", "orders"), ("version", "$LATEST"))));
    }

    [Fact]
    public void Variables_whose_values_the_plan_withholds_are_told_by_name()
    {
        var plan = TestPlan.Empty.Add(
            "aws_lambda_function.orders", ("function_name", "orders"),
            ("environment", new[] { TestPlan.Block(("variables", new Dictionary<string, object?> { ["PASSWORD"] = TestPlan.Unknown, ["STAGE"] = "test" })) }));

        var spec = SpecOf(plan);

        Assert.Equal(["PASSWORD"], spec.Withheld);
        Assert.Equal(new() { ["STAGE"] = "test" }, spec.Environment.ToDictionary());
    }

    private static Dictionary<string, string> QualifiersOf(TestPlan plan) => SpecOf(plan).Qualifiers.ToDictionary();

    private static FunctionSpec SpecOf(TestPlan plan)
    {
        var document = new PlanDocument { Resources = plan.Resources, Region = "us-east-1" };
        return Assert.Single(FunctionSpecs.Read(document, plan.Model, new FunctionPrograms { Infra = "/", Artifacts = "/" }));
    }
}

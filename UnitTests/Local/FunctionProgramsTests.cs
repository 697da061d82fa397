using PrivateInvoke.Local;
using PrivateInvoke.Local.Lambda;
using PrivateInvoke.Plan;
using PrivateInvoke.UnitTests.Cloud;

namespace PrivateInvoke.UnitTests.Local;

public sealed class FunctionProgramsTests
{
    [Theory]
    [InlineData("acme-orders-dev")]
    [InlineData("module.orders.aws_lambda_function.this")]
    [InlineData("orders")]
    [InlineData("Orders")]
    [InlineData("bundle")]
    public void A_function_that_somebody_else_starts_is_told_by_name_address_label_or_package(string key)
    {
        var code = CodeOf(new FunctionPrograms
        {
            Infra = "/",
            Artifacts = "/",
            Attached = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { [key] = "web" },
            Projects = new Dictionary<string, string> { ["orders"] = "/orders.dll" },
        });

        Assert.Equal(new FunctionCode.Attached("web"), code);
    }

    [Fact]
    public void What_the_user_names_goes_before_what_somebody_else_starts()
    {
        var code = CodeOf(new FunctionPrograms
        {
            Infra = "/",
            Artifacts = "/",
            Attached = new Dictionary<string, string> { ["orders"] = "web" },
            Named = new Dictionary<string, string> { ["acme-orders-dev"] = "/programs/orders" },
        });

        Assert.Equal(Path.GetFullPath("/programs/orders"), Assert.IsType<FunctionCode.Process>(code).FileName);
    }

    /// <summary>The project's assembly has no entry point: started, it would only fail.</summary>
    [Theory]
    [InlineData("Orders::Orders.Function::Handle", "dotnet10", true)]
    [InlineData("Orders", "dotnet8", false)]
    [InlineData("bootstrap", "provided.al2023", false)]
    public void A_method_that_a_managed_runtime_calls_is_refused_with_the_way_out(string handler, string runtime, bool isRefused)
    {
        var programs = new FunctionPrograms
        {
            Infra = "/infra",
            Artifacts = "/artifacts",
            Projects = new Dictionary<string, string> { ["orders"] = "/build/Orders.dll" },
        };
        var plan = TestPlan.Empty.Add("module.orders.aws_lambda_function.this", ("function_name", "acme"), ("handler", handler), ("runtime", runtime));

        var code = programs.CodeOf(Assert.Single(plan.Resources));

        Assert.Equal(isRefused, code is FunctionCode.Missing);
        if (code is FunctionCode.Missing missing)
            Assert.Matches("Orders::Orders.Function::Handle .* dotnet10 .*--function acme=FILE", missing.Why);
    }

    [Theory]
    [InlineData("acme-orders-dev", true)]
    [InlineData("module.orders.aws_lambda_function.this", true)]
    [InlineData("acme-order-dev", false)]
    public void A_program_for_no_function_is_refused_with_those_that_there_are(string name, bool isThere)
    {
        var programs = new FunctionPrograms { Infra = "/", Artifacts = "/", Named = new Dictionary<string, string> { [name] = "/program" } };
        var plan = TestPlan.Empty.Add("module.orders.aws_lambda_function.this", ("function_name", "acme-orders-dev"));

        var problem = Record.Exception(() => programs.RequireFunctions(new PlanDocument { Resources = plan.Resources, Region = "us-east-1" }));

        Assert.Equal(
            isThere ? null : "--function names 'acme-order-dev', which is none of the plan's functions: acme-orders-dev.",
            (problem as ProblemException)?.Problem);
    }

    private static FunctionCode CodeOf(FunctionPrograms programs)
    {
        var plan = TestPlan.Empty.Add(
            "module.orders.aws_lambda_function.this", ("function_name", "acme-orders-dev"), ("filename", "../packages/bundle.zip"));
        return programs.CodeOf(Assert.Single(plan.Resources));
    }
}

using PrivateInvoke.Lambda;
using PrivateInvoke.Local;
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

    private static FunctionCode CodeOf(FunctionPrograms programs)
    {
        var plan = TestPlan.Empty.Add(
            "module.orders.aws_lambda_function.this", ("function_name", "acme-orders-dev"), ("filename", "../packages/bundle.zip"));
        return programs.CodeOf(Assert.Single(plan.Resources));
    }
}

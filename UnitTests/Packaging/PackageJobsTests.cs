using System.Runtime.InteropServices;
using PrivateInvoke.Plan;
using PrivateInvoke.Terraform.Packaging;
using PrivateInvoke.UnitTests.Cloud;

namespace PrivateInvoke.UnitTests.Packaging;

public sealed class PackageJobsTests
{
    private static readonly string Infra = Path.GetFullPath("/repository/infra");

    private static readonly Dictionary<string, string> Projects = new() { ["Caller"] = "/p/Caller.csproj", ["Callee"] = "/p/Callee.csproj" };

    [Fact]
    public void Each_function_gets_its_project_its_file_and_its_architecture_from_the_plan()
    {
        var plan = TestPlan.Empty
            .Add("module.caller.aws_lambda_function.this", ("filename", "../artifacts/packages/caller.zip"), ("architectures", new[] { "arm64" }))
            .Add("aws_lambda_function.callee", ("filename", "x/quotes.zip"));

        var jobs = Of(plan);

        Assert.Equal(
            [
                new PackageJob("Caller", "/p/Caller.csproj", Path.GetFullPath("/repository/artifacts/packages/caller.zip"), Architecture.Arm64),
                new PackageJob("Callee", "/p/Callee.csproj", Path.GetFullPath("/repository/infra/x/quotes.zip"), Architecture.X64),
            ],
            jobs);
        Assert.Equal(["linux-arm64", "linux-x64"], jobs.Select(job => job.RuntimeIdentifier));
    }

    [Fact]
    public void A_folder_takes_them_all_under_the_plans_names()
    {
        var plan = TestPlan.Empty.Add("aws_lambda_function.callee", ("filename", "x/quotes.zip"));

        Assert.Equal(Path.GetFullPath("/out/quotes.zip"), Assert.Single(Of(plan, Path.GetFullPath("/out"))).Zip);
    }

    [Fact]
    public void A_function_without_a_file_or_without_a_project_is_left_out()
    {
        var plan = TestPlan.Empty
            .Add("aws_lambda_function.callee", ("filename", "callee.zip"))
            .Add("aws_lambda_function.caller", ("image_uri", "registry/image:1"))
            .Add("aws_lambda_function.other", ("filename", "other.zip"));

        Assert.Equal("Callee", Assert.Single(Of(plan)).Name);
    }

    [Fact]
    public void A_plan_of_which_no_project_is_the_code_is_refused()
    {
        var plan = TestPlan.Empty.Add("aws_lambda_function.other", ("filename", "other.zip"));

        var problem = Assert.Throws<ProblemException>(() => Of(plan));

        Assert.Contains("Callee, Caller", problem.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_functions_may_share_a_package_but_not_one_file_for_two_architectures()
    {
        var plan = TestPlan.Empty
            .Add("aws_lambda_function.a", ("filename", "callee.zip"))
            .Add("aws_lambda_function.b", ("filename", "callee.zip"));
        Assert.Single(Of(plan));

        var problem = Assert.Throws<ProblemException>(() => Of(plan.Set("aws_lambda_function.b", "architectures", new[] { "arm64" })));

        Assert.Contains("Callee for linux-x64 and Callee for linux-arm64", problem.Problem, StringComparison.Ordinal);
    }

    private static IReadOnlyList<PackageJob> Of(TestPlan plan, string? folder = null) =>
        PackageJobs.Of(new PlanDocument { Resources = plan.Resources, Region = "us-east-1" }, Projects, Infra, folder);
}

using PrivateInvoke.Testing;
using PrivateInvoke.UnitTests.Terraform;

namespace PrivateInvoke.UnitTests.Testing;

public sealed class TestFolderTests
{
    [Fact]
    public void A_relative_folder_starts_at_the_source_file()
    {
        using var folder = new TemporaryFolder();
        folder.Write("infra/main.tf", "");
        var test = folder.Write("tests/Paths/OrdersTests.cs", "");

        var (found, start) = TestFolders.Existing("../../infra", test);

        Assert.Equal((folder.At("infra"), folder.At("tests", "Paths")), (found, start));
    }

    [Fact]
    public void Where_the_sources_are_not_on_this_machine_it_starts_at_the_test_project()
    {
        var (found, _) = TestFolders.Existing("Plans", "/_/UnitTests/OrdersTests.cs");

        Assert.Equal("Plans", Path.GetFileName(found));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_a_problem_that_says_where_it_was_looked_for()
    {
        using var folder = new TemporaryFolder();
        var test = folder.Write("tests/OrdersTests.cs", "");

        var problem = Assert.Throws<ProblemException>(() => TestFolders.Existing("../nowhere", test));

        Assert.StartsWith("The folder '../nowhere' is not there.", problem.Problem, StringComparison.Ordinal);
        Assert.Contains($"'{folder.At("tests")}'", problem.Problem, StringComparison.Ordinal);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_plan_in_JSON_is_read_beside_the_test()
    {
        var paths = await TerraformPaths.ReadAsync("../Plans/joins/plan.json", TestContext.Current.CancellationToken);

        Assert.NotEmpty(paths.Plan.Resources);
        Assert.Contains(paths.Plan.Resources, resource => resource.Type == "aws_lambda_function");
    }
}

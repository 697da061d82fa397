using PrivateInvoke.Terraform;

namespace PrivateInvoke.UnitTests.Terraform;

public sealed class ConfigurationProblemTests
{
    [Fact]
    public void A_variable_without_a_value_is_asked_for()
    {
        using var folder = new TemporaryFolder();
        folder.Write("main.tf", "\nvariable \"vpc_id\" {\n  type = string\n}\n");

        var problem = ConfigurationProblem.Of(Failure("No value for required variable", "main.tf", 2), folder.Path);

        Assert.Equal("Give it a value: --var vpc_id=VALUE", problem.Remedy);
    }

    [Theory]
    [InlineData("Invalid count argument")]
    [InlineData("Invalid for_each argument")]
    public void A_number_of_instances_that_only_an_account_tells_can_be_given_by_a_plan(string summary)
    {
        var problem = ConfigurationProblem.Of(Failure(summary, "main.tf", 7), "/infra");

        Assert.StartsWith($"'/infra/main.tf' line 7: {summary}", problem.Problem, StringComparison.Ordinal);
        Assert.Contains("give --plan the JSON of a plan", problem.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_wrong_in_a_file_of_the_scratch_copy_alone_has_no_place_in_the_users_folder() => Assert.Equal(
        "'/infra' cannot be planned: no such thing.",
        ConfigurationProblem.Of(Failure("no such thing.", OfflineOverride.ExtraFile, 3), "/infra").Problem);

    private static TerraformException Failure(string summary, string file, int line) => new(
        "plan", 1, [new TerraformDiagnostic { Severity = TerraformSeverity.Error, Summary = summary, File = file, Line = line }], "");
}

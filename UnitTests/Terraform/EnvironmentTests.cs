using PrivateInvoke.Terraform;

namespace PrivateInvoke.UnitTests.Terraform;

public sealed class EnvironmentTests
{
    [Fact]
    public void Logging_and_default_arguments_of_the_user_are_taken_away()
    {
        var owned = TerraformEnvironment.Owned(new Dictionary<string, string>
        {
            ["TF_LOG"] = "TRACE",
            ["TF_LOG_PATH"] = "log",
            ["TF_CLI_ARGS_plan"] = "-destroy",
            ["TF_VAR_name"] = "kept",
        });

        Assert.Equal([null, null, null], [owned["TF_LOG"], owned["TF_LOG_PATH"], owned["TF_CLI_ARGS_plan"]]);
        Assert.Equal(("1", "0"), (owned["TF_IN_AUTOMATION"], owned["TF_INPUT"]));
        Assert.False(owned.ContainsKey("TF_VAR_name"));
    }

    [Fact]
    public void A_configuration_file_that_is_missing_is_taken_away()
    {
        var owned = TerraformEnvironment.Owned(new Dictionary<string, string> { ["TF_CLI_CONFIG_FILE"] = "/nowhere/at/all.tfrc" });

        Assert.Null(Assert.Contains("TF_CLI_CONFIG_FILE", (IReadOnlyDictionary<string, string?>)owned));
    }

    [Theory]
    [InlineData(null, "400")]
    [InlineData("50", "50")]
    public void Go_collects_less_often_unless_the_user_says_how_often(string? said, string expected)
    {
        var inherited = said is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["GOGC"] = said };

        Assert.Equal((expected, "2GiB"), (TerraformEnvironment.Owned(inherited)["GOGC"], TerraformEnvironment.Offline(inherited)["GOMEMLIMIT"]));
        Assert.Equal(expected, TerraformEnvironment.Offline(inherited)["GOGC"]);
    }

    [Fact]
    public void An_offline_plan_knows_the_region_and_nothing_else_of_the_account()
    {
        var offline = TerraformEnvironment.Offline(new Dictionary<string, string>
        {
            ["AWS_REGION"] = "eu-west-1",
            ["AWS_PROFILE"] = "production",
            ["AWS_SESSION_TOKEN"] = "real",
            ["AWS_ACCESS_KEY_ID"] = "real",
            ["TF_WORKSPACE"] = "production",
            ["TF_DATA_DIR"] = "elsewhere",
        });

        Assert.Equal([null, null, null, null], [offline["AWS_PROFILE"], offline["AWS_SESSION_TOKEN"], offline["TF_WORKSPACE"], offline["TF_DATA_DIR"]]);
        Assert.Equal(("offline", "http://127.0.0.1:1"), (offline["AWS_ACCESS_KEY_ID"], offline["AWS_ENDPOINT_URL"]));
        Assert.False(offline.ContainsKey("AWS_REGION"));
    }

    [Fact]
    public void An_offline_plan_is_given_no_variable_that_is_not_named_and_only_init_the_tokens_of_registries()
    {
        var inherited = new Dictionary<string, string>
        {
            ["PATH"] = "/usr/bin",
            ["https_proxy"] = "http://proxy:3128",
            ["TF_VAR_env"] = "prod",
            ["GITHUB_TOKEN"] = "secret",
            ["NPM_TOKEN"] = "secret",
            ["TF_TOKEN_app_terraform_io"] = "secret",
            ["LD_PRELOAD"] = "/tmp/other.so",
        };

        var offline = TerraformEnvironment.Offline(inherited);

        Assert.Equal(
            ["GITHUB_TOKEN", "LD_PRELOAD", "NPM_TOKEN", "TF_TOKEN_app_terraform_io"],
            inherited.Keys.Where(name => offline.TryGetValue(name, out var value) && value is null).Order(StringComparer.Ordinal));
        Assert.Equal(["TF_TOKEN_app_terraform_io"], TerraformEnvironment.Downloading(inherited).Keys);
    }
}

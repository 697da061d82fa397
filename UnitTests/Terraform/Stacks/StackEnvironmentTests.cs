using PrivateInvoke.Terraform.Stacks;

namespace PrivateInvoke.UnitTests.Terraform.Stacks;

public sealed class StackEnvironmentTests
{
    private static readonly StackOptions Options = new() { Name = "infra", Root = "/infra", Artifacts = "/artifacts" };

    [Fact]
    public void AWS_itself_is_left_to_the_chain_of_credentials()
    {
        var variables = Of(Options, new() { ["AWS_PROFILE"] = "mine", ["TF_WORKSPACE"] = "prod" });

        Assert.False(variables.ContainsKey("AWS_PROFILE"));
        Assert.False(variables.ContainsKey("AWS_ENDPOINT_URL"));
        Assert.Null(variables["TF_WORKSPACE"]);
    }

    [Fact]
    public void An_endpoint_is_given_no_credentials_of_an_account()
    {
        var variables = Of(
            Options with { EndpointUrl = "http://localhost:4566/" },
            new() { ["AWS_PROFILE"] = "mine", ["AWS_SESSION_TOKEN"] = "t", ["AWS_ENDPOINT_URL_S3"] = "https://elsewhere" });

        Assert.Equal(("test", "test"), (variables["AWS_ACCESS_KEY_ID"], variables["AWS_SECRET_ACCESS_KEY"]));
        Assert.Equal("http://localhost:4566", variables["AWS_ENDPOINT_URL"]);
        Assert.Equal([null, null, null], [variables["AWS_PROFILE"], variables["AWS_SESSION_TOKEN"], variables["AWS_ENDPOINT_URL_S3"]]);
    }

    [Fact]
    public void Keys_in_the_environment_and_what_the_options_say_hold_at_an_endpoint_too()
    {
        var variables = Of(
            Options with { EndpointUrl = "http://localhost:4566", Environment = new Dictionary<string, string> { ["AWS_PROFILE"] = "emulator" } },
            new() { ["AWS_ACCESS_KEY_ID"] = "mine", ["AWS_SECRET_ACCESS_KEY"] = "mine" });

        Assert.False(variables.ContainsKey("AWS_ACCESS_KEY_ID"));
        Assert.Equal("emulator", variables["AWS_PROFILE"]);
    }

    private static Dictionary<string, string?> Of(StackOptions options, Dictionary<string, string> inherited) =>
        StackEnvironment.Of(options, ownBackend: false, inherited);
}

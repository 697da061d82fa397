using PrivateInvoke.Terraform;
using PrivateInvoke.Terraform.Stacks;

namespace PrivateInvoke.UnitTests.Terraform.Stacks;

public sealed class StackOverrideTests
{
    private static readonly StackOptions Options = new() { Name = "infra", Root = "/infra", Artifacts = "/artifacts" };

    [Fact]
    public void At_AWS_itself_only_the_state_has_a_place_of_its_own()
    {
        using var folder = Root("""provider "aws" { region = "eu-west-1" }""");

        var file = Assert.Single(Files(folder, Options, "/kept/terraform.tfstate"));

        Assert.Equal("zz_private_invoke_override.tf", Path.GetFileName(file.Key));
        Assert.Equal("terraform {\n  backend \"local\" {\n    path = \"/kept/terraform.tfstate\"\n  }\n}\n", file.Value);
    }

    [Fact]
    public void At_an_endpoint_every_declared_provider_is_told_and_the_account_is_still_asked_for()
    {
        using var folder = Root("provider \"aws\" {}\nprovider \"aws\" {\n  alias = \"other\"\n}\n");

        var file = Assert.Single(Files(folder, Options with { EndpointUrl = "http://localhost:4566" }, null));

        Assert.Equal(2, file.Value.Split("s3_use_path_style           = true").Length - 1);
        Assert.Contains("alias = \"other\"", file.Value, StringComparison.Ordinal);
        Assert.DoesNotContain("skip_requesting_account_id", file.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_provider_that_nobody_declares_is_declared_where_the_environment_has_a_region()
    {
        using var folder = Root("""resource "aws_vpc" "this" {}""");

        Assert.Single(StackOverride.Files(ModuleTree.Read(folder.Path), Options with { EndpointUrl = "http://x" }, null, false));
        Assert.Contains(
            "zz_private_invoke.tf",
            StackOverride.Files(ModuleTree.Read(folder.Path), Options with { EndpointUrl = "http://x" }, null, true).Keys.Select(Path.GetFileName));
    }

    [Fact]
    public void A_bucket_has_a_lock_file_beside_the_state()
    {
        var backend = StackOverride.Backend(Options with { Backend = new StackBackend.S3("b", "k/t.tfstate", "eu-west-1") }, null);

        Assert.Contains("use_lockfile = true", backend, StringComparison.Ordinal);
        Assert.Contains("key          = \"k/t.tfstate\"", backend, StringComparison.Ordinal);
        Assert.DoesNotContain("endpoints", backend, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""terraform { backend "s3" {} }""", true)]
    [InlineData("""terraform { cloud {} }""", true)]
    [InlineData("""terraform { backend "local" {} }""", false)]
    [InlineData("""terraform {}""", false)]
    public void A_backend_of_its_own_is_one_that_is_elsewhere(string text, bool expected)
    {
        using var folder = Root(text);

        Assert.Equal(expected, OwnBackend.IsIn(ModuleTree.Read(folder.Path)));
    }

    private static IReadOnlyDictionary<string, string> Files(TemporaryFolder folder, StackOptions options, string? state) =>
        StackOverride.Files(ModuleTree.Read(folder.Path), options, state, hasRegionInEnvironment: false);

    private static TemporaryFolder Root(string text)
    {
        var folder = new TemporaryFolder();
        folder.Write("main.tf", text);
        return folder;
    }
}

using PrivateInvoke.Terraform.Stacks;

namespace PrivateInvoke.UnitTests.Terraform.Stacks;

public sealed class StackFolderTests
{
    [Theory]
    [InlineData("http://localhost:4566")]
    [InlineData(null)]
    public void A_repository_that_is_moved_keeps_its_stacks(string? endpoint)
    {
        using var folder = new TemporaryFolder();
        var before = StackFolder.Open(Options(folder, "before", endpoint));
        File.WriteAllText(before.StateFile, "{}");

        Directory.Move(folder.At("before"), folder.At("after"));

        Assert.True(File.Exists(StackFolder.Open(Options(folder, "after", endpoint)).StateFile));
    }

    [Fact]
    public void Root_modules_and_endpoints_of_one_repository_have_stacks_of_their_own()
    {
        using var folder = new TemporaryFolder();
        var options = Options(folder, "repository", "http://localhost:4566");

        var paths = new[]
        {
            options, options with { Root = folder.At("repository", "other", "infra") }, options with { EndpointUrl = "http://localhost:5000" },
            options with { EndpointUrl = null }, options with { EndpointUrl = null, Backend = new StackBackend.S3("bucket", "key", "eu-west-1") },
        }.Select(one => StackFolder.Open(one).Path);

        Assert.Equal(5, paths.Distinct().Count());
    }

    [Fact]
    public void A_stack_of_an_earlier_version_is_taken_over()
    {
        using var folder = new TemporaryFolder();
        var options = Options(folder, "repository", null);

        // The hash of the root module's absolute path and of no endpoint.
        var former = folder.Write(
            $"repository/artifacts/stacks/infra-{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{options.Root}\n")).AsSpan(0, 4))}/terraform.tfstate", "{}");

        Assert.True(File.Exists(StackFolder.Open(options).StateFile));
        Assert.False(File.Exists(former));
    }

    private static StackOptions Options(TemporaryFolder folder, string repository, string? endpoint) => new()
    {
        Name = "infra",
        Root = folder.At(repository, "infra"),
        Artifacts = folder.At(repository, "artifacts"),
        EndpointUrl = endpoint,
    };
}

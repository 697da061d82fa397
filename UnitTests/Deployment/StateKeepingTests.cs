using PrivateInvoke.Terraform.Deployment;
using PrivateInvoke.Terraform.Stacks;
using PrivateInvoke.UnitTests.Terraform;

namespace PrivateInvoke.UnitTests.Deployment;

public sealed class StateKeepingTests
{
    private const string None = "terraform {}";

    [Theory]
    [InlineData(None)]
    [InlineData("""terraform { backend "local" {} }""")]
    public async Task A_deployment_to_AWS_without_a_backend_is_refused_before_anything_is_packaged(string terraform)
    {
        using var folder = Root(terraform);
        await using var deployment = new ModuleDeployment(Options(folder) with { Package = (_, _) => throw new InvalidOperationException("It was packaged.") });

        var problem = await Assert.ThrowsAsync<ProblemException>(() => deployment.PreviewAsync(TestContext.Current.CancellationToken));

        Assert.Contains("'infra' names no backend", problem.Problem, StringComparison.Ordinal);
        Assert.Contains("--local-state", problem.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Whoever_says_so_keeps_the_state_here()
    {
        using var folder = Root(None);

        StateKeeping.Require(Options(folder) with { KeepsLocalState = true });
    }

    [Theory]
    [InlineData("""terraform { backend "s3" {} }""")]
    [InlineData("""terraform { cloud {} }""")]
    public void A_configuration_with_a_backend_of_its_own_is_not_refused(string terraform)
    {
        using var folder = Root(terraform);

        StateKeeping.Require(Options(folder));
    }

    [Fact]
    public void A_bucket_and_an_emulator_are_not_refused()
    {
        using var folder = Root(None);

        StateKeeping.Require(Options(folder) with { Backend = new StackBackend.S3("bucket", "key", "eu-west-1") });
        StateKeeping.Require(Options(folder) with { Target = new DeploymentTarget.Endpoint(new Uri("http://localhost:4566")) });
    }

    private static TemporaryFolder Root(string terraform)
    {
        var folder = new TemporaryFolder();
        folder.Write("infra/main.tf", terraform);
        return folder;
    }

    private static DeploymentOptions Options(TemporaryFolder folder) => new()
    {
        Name = "infra",
        Root = folder.At("infra"),
        Artifacts = folder.At("artifacts"),
        Target = new DeploymentTarget.Account(Profile: null, Region: null),
    };
}

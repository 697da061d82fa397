#pragma warning disable IDE0005 // Some versions of Aspire's packages bring the first ones themselves.
using Aspire.Hosting;
using Aspire.Hosting.Testing;
using PrivateInvoke.IntegrationTests.Environment;
using PrivateInvoke.Paths;
using PrivateInvoke.Testing;

namespace PrivateInvoke.IntegrationTests.Aspire;

/// <summary>PrivateInvoke.Testing in a test of an Aspire application, which is built and not started.</summary>
public sealed class PathAssertionTests(TestRepository repository)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory(Timeout = 300_000)]
    [InlineData("endpoint", true)]
    [InlineData("none", false)]
    public async Task The_applications_root_module_is_planned_with_its_variables(string connectivity, bool isReachable)
    {
        Programs.Require("terraform");
        var builder = await AspireApp.BuilderAsync(repository, repository.Infra, Cancel, $"--Parameters:connectivity={connectivity}");
        await using var app = await builder.BuildAsync(Cancel);

        var infra = await app.CheckTerraformAsync("infra", Cancel);

        var path = TerraformPaths.Of(infra.Configuration.Plan).From("private-invoke-caller").To("private-invoke-callee");
        if (isReachable)
            path.ShouldReach();
        else
            Assert.Contains("should be Reachable, and is not:", Assert.Throws<PathAssertionException>(path.ShouldReach).Message, StringComparison.Ordinal);
        Assert.Equal(isReachable ? Verdict.Reachable : Verdict.Blocked, infra.Verdict);
    }

    [Fact(Timeout = 300_000)]
    public async Task A_root_module_that_is_not_there_is_a_problem_that_names_those_that_are()
    {
        var builder = await AspireApp.BuilderAsync(repository, repository.Infra, Cancel);
        await using var app = await builder.BuildAsync(Cancel);

        var problem = await Assert.ThrowsAsync<ProblemException>(() => app.CheckTerraformAsync("network", Cancel));

        Assert.StartsWith("The application has no Terraform root module 'network'; it has: infra.", problem.Problem, StringComparison.Ordinal);
    }
}

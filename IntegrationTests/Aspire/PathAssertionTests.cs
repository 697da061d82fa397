#pragma warning disable IDE0005 // Some versions of Aspire's packages bring the first ones themselves.
using Aspire.Hosting;
using Aspire.Hosting.Testing;
using PrivateInvoke.IntegrationTests.Environment;
using PrivateInvoke.Paths;
using PrivateInvoke.Terraform.Deployment;
using PrivateInvoke.Testing;

namespace PrivateInvoke.IntegrationTests.Aspire;

/// <summary>PrivateInvoke.Testing in a test of an Aspire application.</summary>
public sealed class PathAssertionTests(TestRepository repository)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task The_AppHosts_root_module_is_planned_with_its_variables()
    {
        Programs.Require("terraform");
        await using var app = await AspireApp.StartAsync(repository, repository.Infra, Cancel, "--Parameters:connectivity=none");

        var infra = await app.CheckTerraformAsync("infra", Cancel);

        Assert.Contains("should be Reachable, and is not:", Assert.Throws<PathAssertionException>(() => ShouldReach(infra)).Message, StringComparison.Ordinal);
        Assert.Equal(Verdict.Blocked, infra.Verdict);
    }

    [Fact(Timeout = 300_000)]
    public async Task An_application_that_is_not_started_is_planned_with_its_variables_too()
    {
        Programs.Require("terraform");
        await using var app = Built("endpoint");

        var infra = await app.CheckTerraformAsync("infra", Cancel);

        ShouldReach(infra);
        Assert.Equal(Verdict.Reachable, infra.Verdict);
    }

    [Fact(Timeout = 300_000)]
    public async Task A_root_module_that_is_not_there_is_a_problem_that_names_those_that_are()
    {
        await using var app = Built("endpoint");

        var problem = await Assert.ThrowsAsync<ProblemException>(() => app.CheckTerraformAsync("network", Cancel));

        Assert.StartsWith("The application has no Terraform root module 'network'; it has: infra.", problem.Problem, StringComparison.Ordinal);
    }

    private static void ShouldReach(CheckedPlan infra) =>
        TerraformPaths.Of(infra.Configuration.Plan).From("private-invoke-caller").To("private-invoke-callee").ShouldReach();

    /// <summary>Not by the AppHost's entry point, which starts what it builds.</summary>
    private DistributedApplication Built(string connectivity)
    {
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions
        {
            DisableDashboard = true,
            Args = [$"--Parameters:connectivity={connectivity}", $"--PrivateInvoke:Artifacts={Path.Combine(repository.Desk(), "artifacts")}"],
        });
        builder.AddTerraform("infra", repository.Infra).WithVariable("connectivity", builder.AddParameter("connectivity"));
        return builder.Build();
    }
}

using PrivateInvoke.IntegrationTests.Environment;

namespace PrivateInvoke.IntegrationTests.Deployment;

/// <summary>The last step of a deployment, where the deployed code runs.</summary>
public sealed class SmokeTests(TestRepository repository)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 900_000)]
    public async Task The_deployed_caller_is_invoked_and_what_it_answers_is_shown()
    {
        await using var cloud = await DeployedCloud.StartAsync(repository, Cancel);
        await using var runner = await CodeRunner.StartAsync(repository, repository.Infra, cloud.ControlPlane, Cancel);
        cloud.Endpoint = runner.Address;

        var (exitCode, printed) = await cloud.RunAsync("deploy", Cancel);

        Assert.Equal(0, exitCode);
        Assert.Contains("24 added, 0 changed, 0 removed", printed, StringComparison.Ordinal);
        Assert.Contains("Smoke invoke of private-invoke-caller: 200 {", printed, StringComparison.Ordinal);
    }

    [Fact(Timeout = 900_000)]
    public async Task A_caller_that_does_not_reach_its_callee_fails_the_deployment()
    {
        // Its plan is right; somebody took the rule away where it runs.
        var broken = repository.InfraWith(
            Path.Combine("modules", "network", "security_groups.tf"),
            text => TerraformText.WithoutBlock(text, "resource", "aws_vpc_security_group_egress_rule", "caller_to_endpoint"));
        await using var cloud = await DeployedCloud.StartAsync(repository, Cancel);
        await using var runner = await CodeRunner.StartAsync(repository, broken, cloud.ControlPlane, Cancel);
        cloud.Endpoint = runner.Address;

        var (exitCode, printed) = await cloud.RunAsync("deploy", Cancel);

        Assert.Equal(1, exitCode);
        Assert.Contains("24 added, 0 changed, 0 removed", printed, StringComparison.Ordinal);
        Assert.Contains("Smoke invoke of private-invoke-caller failed: ", printed, StringComparison.Ordinal);
    }
}

using PrivateInvoke.Cloud;
using PrivateInvoke.IntegrationTests.Environment;
using PrivateInvoke.Paths;
using PrivateInvoke.Plan;
using PrivateInvoke.Terraform;

namespace PrivateInvoke.IntegrationTests;

/// <summary>infra/ applied for real, to a control plane.</summary>
public sealed class ApplyTests(TestRepository repository)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 600_000)]
    public async Task Each_connectivity_is_applied_over_the_other_and_the_state_gives_its_verdict()
    {
        var executable = Programs.Require("terraform");
        await using var moto = await Moto.StartAsync(Cancel);
        var infra = repository.InfraWith("main.tf", text => text + "\n");
        await using var terraform = await RealTerraform.InitAsync(repository, executable, infra, moto.Environment, Cancel);

        Assert.Equal(Verdict.Blocked, await AppliedAsync("none"));
        Assert.Equal(Verdict.Reachable, await AppliedAsync("nat"));
        Assert.Equal(Verdict.Reachable, await AppliedAsync("endpoint"));
        var outputs = await terraform.Cli.OutputAsync(Cancel);
        var again = await terraform.Cli.PlanAsync(new PlanOptions { Variables = Variables("endpoint") }, Cancel);
        var destroyed = await terraform.Cli.ApplyAsync(new ApplyOptions { Variables = Variables("endpoint"), Destroy = true }, Cancel);
        var left = await terraform.Cli.OutputAsync(Cancel);

        Assert.Equal("private-invoke-callee", outputs["callee_function_name"].Value.GetString());
        Assert.False(again.HasChanges);
        Assert.Equal(24, destroyed.Removed);
        Assert.Empty(left);

        async Task<Verdict> AppliedAsync(string connectivity)
        {
            var applied = await terraform.Cli.ApplyAsync(new ApplyOptions { Variables = Variables(connectivity) }, Cancel);
            Assert.NotEqual(0, applied.Added);
            // Only then does a security group say which rules it has, as at the end of a deployment.
            await terraform.Cli.ApplyAsync(new ApplyOptions { Variables = Variables(connectivity), RefreshOnly = true }, Cancel);
            return await VerdictAsync(await terraform.JsonAsync(Path.Combine(infra, "state.json"), null, Cancel));
        }
    }

    private Dictionary<string, string> Variables(string connectivity) => new()
    {
        ["connectivity"] = connectivity,
        ["caller_package"] = repository.Package(),
        ["callee_package"] = repository.Package(),
    };

    private static async Task<Verdict> VerdictAsync(string file)
    {
        await using var stream = File.OpenRead(file);
        return Assert.Single(PathFinder.Find(CloudModel.Read(await PlanReader.ReadAsync(stream, file, Cancel)))).Verdict;
    }
}

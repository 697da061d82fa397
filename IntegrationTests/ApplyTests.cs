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

    [Theory(Timeout = 900_000)]
    [InlineData("endpoint", Verdict.Reachable)]
    [InlineData("nat", Verdict.Reachable)]
    [InlineData("none", Verdict.Blocked)]
    public async Task Apply_succeeds_the_state_gives_the_verdict_the_second_plan_is_empty_and_destroy_leaves_nothing(
        string connectivity, Verdict verdict)
    {
        var executable = Programs.Require("terraform");
        await using var moto = await Moto.StartAsync(Cancel);
        var infra = repository.InfraWith("main.tf", text => text + "\n");
        var package = repository.Package();
        var variables = new Dictionary<string, string>
        {
            ["connectivity"] = connectivity,
            ["caller_package"] = package,
            ["callee_package"] = package,
        };
        var terraform = await RealTerraform.InitAsync(repository, executable, infra, moto.Environment, Cancel);

        var applied = await terraform.ApplyAsync(new ApplyOptions { Variables = variables }, Cancel);
        var outputs = await terraform.OutputAsync(Cancel);
        var state = await terraform.JsonAsync(Path.Combine(infra, "state.json"), null, Cancel);
        var second = await terraform.PlanAsync(new PlanOptions { Variables = variables }, Cancel);
        var destroyed = await terraform.ApplyAsync(new ApplyOptions { Variables = variables, Destroy = true }, Cancel);
        var left = await terraform.OutputAsync(Cancel);

        Assert.True(applied.Added > 15);
        Assert.Equal("private-invoke-callee", outputs["callee_function_name"].Value.GetString());
        Assert.Equal(verdict, await VerdictAsync(state));
        Assert.False(second.HasChanges);
        Assert.Equal(applied.Added, destroyed.Removed);
        Assert.Empty(left);
    }

    private static async Task<Verdict> VerdictAsync(string file)
    {
        await using var stream = File.OpenRead(file);
        return Assert.Single(PathFinder.Find(CloudModel.Read(await PlanReader.ReadAsync(stream, file, Cancel)))).Verdict;
    }
}

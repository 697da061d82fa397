using PrivateInvoke.Cloud;
using PrivateInvoke.IntegrationTests.Environment;
using PrivateInvoke.Paths;
using PrivateInvoke.Plan;

namespace PrivateInvoke.IntegrationTests;

/// <summary>A plan file knows less than a configuration that can be planned again: it may answer less, and never something else.</summary>
public sealed class PlanFileTests(TestRepository repository)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory(Timeout = 300_000)]
    [InlineData("", "endpoint", Verdict.Undecided)]
    [InlineData("", "nat", Verdict.Undecided)]
    [InlineData("", "none", Verdict.Undecided)]
    [InlineData("examples/minimal", null, Verdict.Undecided)]
    [InlineData("examples/seed-port", null, Verdict.Blocked)]
    public async Task A_plan_file_gives_the_verdict_of_the_configuration_or_none(string example, string? connectivity, Verdict expected)
    {
        var executable = Programs.Require("terraform");
        await using var moto = await Moto.StartAsync(Cancel);
        var folder = Path.Combine(repository.InfraWith("main.tf", text => text + "\n"), example);
        var variables = connectivity is null ? [] : new Dictionary<string, string> { ["connectivity"] = connectivity };
        var terraform = await RealTerraform.InitAsync(executable, folder, moto.Environment, Cancel);

        var file = await terraform.PlanJsonAsync(Path.Combine(folder, "plan.json"), variables, Cancel);
        var alone = await VerdictAsync(file);
        var again = await new Planner().PlanAsync(
            new PlanRequest { Directory = folder, Artifacts = Path.Combine(repository.Path, "artifacts"), Variables = variables }, null, Cancel);

        Assert.Equal(expected, alone);
        Assert.True(alone is Verdict.Undecided || alone == VerdictOf(again.Plan));
    }

    [Theory(Timeout = 400_000)]
    [InlineData("endpoint", Verdict.Reachable)]
    [InlineData("nat", Verdict.Reachable)]
    [InlineData("none", Verdict.Blocked)]
    public async Task A_state_gives_the_verdict_of_what_is_there(string connectivity, Verdict expected)
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
        var terraform = await RealTerraform.InitAsync(executable, infra, moto.Environment, Cancel);
        await terraform.ApplyAsync(new() { Variables = variables }, Cancel);

        var state = await terraform.JsonAsync(Path.Combine(infra, "state.json"), null, Cancel);

        Assert.Equal(expected, await VerdictAsync(state));
    }

    private static async Task<Verdict> VerdictAsync(string file)
    {
        await using var stream = File.OpenRead(file);
        return VerdictOf(await PlanReader.ReadAsync(stream, file, Cancel));
    }

    private static Verdict VerdictOf(PlanDocument plan) => Assert.Single(PathFinder.Find(CloudModel.Read(plan))).Verdict;
}

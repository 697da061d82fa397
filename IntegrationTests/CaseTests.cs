using System.Text.Json;
using PrivateInvoke.Cloud;
using PrivateInvoke.IntegrationTests.Environment;
using PrivateInvoke.Network;
using PrivateInvoke.Paths;
using PrivateInvoke.Plan;
using PrivateInvoke.Testing;
using PrivateInvoke.UnitTests.Cloud;

namespace PrivateInvoke.IntegrationTests;

/// <summary>Each public case through real terraform.</summary>
public sealed class CaseTests(TestRepository repository)
{
    public static TheoryData<string> Cases => [.. PublicCase.All.Select(one => one.Name)];

    [Theory(Timeout = 300_000)]
    [MemberData(nameof(Cases))]
    public async Task A_case_has_the_verdict_that_AWS_has(string name)
    {
        Programs.Require("terraform");
        var one = PublicCase.Named(name);

        var check = await Verb.RunAsync(repository, repository.Path, one.Check("--format", "json"), TestContext.Current.CancellationToken);

        if (!one.IsJudged)
        {
            Assert.True(check.ExitCode == 2 && check.Printed.Length == 0, $"Exit code {check.ExitCode}: {check.Output}");
            return;
        }

        Assert.True(check.ExitCode is 0 or 1 or 3, $"Exit code {check.ExitCode}: {check.Output}");
        using var json = JsonDocument.Parse(check.Printed);
        Assert.All(json.RootElement.GetProperty("paths").EnumerateArray(), path =>
        {
            Assert.True(path.GetProperty("verdict").GetString() == one.Verdict, path.GetRawText());
            var wanted = one.Verdict is "Reachable" ? "Warning" : one.Verdict;
            Assert.True(one.Hop is "-" || path.GetProperty("hops").EnumerateArray().Any(hop =>
                hop.GetProperty("hop").GetString() == one.Hop && hop.GetProperty("result").GetString() == wanted), path.GetRawText());
        });
    }

    [Theory(Timeout = 300_000)]
    [MemberData(nameof(Cases))]
    public async Task A_plan_of_provider_6_has_the_verdicts_of_the_same_plan_of_provider_5(string name)
    {
        Programs.Require("terraform");
        var one = PublicCase.Named(name);
        Assert.SkipWhen(one.Verdict is "refused", "The question is refused, whatever the plan.");

        var options = new TerraformPathsOptions { Artifacts = repository.Artifacts, VariableFiles = [.. one.Options("--var-file")] };
        var five = (await TerraformPaths.PlanAsync(one.Folder, options, TestContext.Current.CancellationToken)).Plan;
        var six = five with { Resources = [.. ProviderSix.Of(five.Resources, resource => resource.Arn.Text()?.Split(':') is [_, _, _, { Length: > 0 } own, ..] ? own : five.Region.Text()!)] };

        Assert.Equal(Verdicts(five, one), Verdicts(six, one));
    }

    private static IEnumerable<string> Verdicts(PlanDocument plan, PublicCase one)
    {
        var query = new PathQuery
        {
            Caller = one.Options("--caller").SingleOrDefault(),
            Callee = one.Options("--callee").SingleOrDefault(),
            Service = one.Options("--service").SingleOrDefault() ?? "lambda",
        };
        return PathFinder.Find(CloudModel.Read(plan), query).Select(path =>
            $"{path.Caller.Name} -> {path.Callee.Name}: {path.Verdict} via {path.Via}\n{string.Join('\n', path.Hops.Select(hop => $"{hop.Kind} {hop.Result} {hop.Code} {hop.Message}"))}");
    }
}

using System.Xml.Linq;
using PrivateInvoke.IntegrationTests.Environment;

namespace PrivateInvoke.IntegrationTests;

/// <summary>What a team expects of its paths, as a pipeline gets it; and what a code of the report means.</summary>
public sealed class ExpectationVerbTests(TestRepository repository)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 900_000)]
    public async Task A_path_that_must_not_be_reachable_exits_with_1_and_JUnit_says_why()
    {
        Programs.Require("terraform");
        var config = await FileAsync("""{ "unreachable": [{ "from": "*caller", "to": "*callee" }] }""");

        var (exitCode, check) = await RunAsync("check", "--config", config, "--format", "junit");

        Assert.Equal(1, exitCode);
        var failure = XDocument.Parse(check.Printed).Descendants("failure").Single();
        Assert.Contains("has to be blocked", failure.Attribute("message")!.Value, StringComparison.Ordinal);
    }

    [Fact(Timeout = 900_000)]
    public async Task The_file_is_found_in_the_root_modules_folder()
    {
        Programs.Require("terraform");
        var infra = repository.InfraWith("main.tf", text => text + "\n# With expectations.\n");
        await File.WriteAllTextAsync(Path.Combine(infra, "private-invoke.json"), """
            { "unreachable": [{ "from": "*caller", "to": "*callee" }],
              "accepted": [{ "code": "NAT_NOT_USED", "reason": "Not here.", "until": "2099-12-31" }] }
            """, Cancel);

        var (exitCode, check) = await RunAsync("check", "--infra", infra, "--var", "connectivity=none");

        Assert.Equal(0, exitCode);
        Assert.Contains("All as private-invoke.json expects.", check.Printed, StringComparison.Ordinal);
        Assert.Contains("accepts NAT_NOT_USED, which is not found", check.Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = 900_000)]
    public async Task An_unchanged_plan_is_asked_again_and_what_is_expected_of_it_is_read_anew()
    {
        Programs.Require("terraform");
        var infra = repository.InfraWith("main.tf", text => text + "\n# Asked again.\n");
        var config = Path.Combine(infra, "private-invoke.json");

        var (made, first) = await RunAsync("check", "--infra", infra);
        var (kept, again) = await RunAsync("check", "--infra", infra);
        await File.WriteAllTextAsync(config, """{ "unreachable": [{ "from": "*caller", "to": "*callee" }] }""", Cancel);
        var (opened, refused) = await RunAsync("check", "--infra", infra);
        await File.WriteAllTextAsync(config, """{ "reachable": [{ "from": "*caller", "to": "*callee" }] }""", Cancel);
        var (expected, _) = await RunAsync("check", "--infra", infra);
        var (_, json) = await RunAsync("check", "--infra", infra, "--format", "json");

        Assert.Equal((0, 0, 1, 0), (made, kept, opened, expected));
        Assert.Equal(first.Printed, again.Printed);
        Assert.Contains("is unchanged: its plan is taken from the cache.", again.Output, StringComparison.Ordinal);
        Assert.Contains("this path has to be Blocked", refused.Printed, StringComparison.Ordinal);
        Assert.StartsWith("{", json.Printed, StringComparison.Ordinal);
    }

    [Theory(Timeout = 900_000)]
    [InlineData("""{ "accepted": [{ "code": "NAT_NOT_USED", "reason": "Later.", "until": "2026-01-31" }] }""", "until 2026-01-31, which is past")]
    [InlineData("""{ "reachble": [] }""", "unknown member \"reachble\"")]
    public async Task A_file_that_is_wrong_or_out_of_date_exits_with_2_before_anything_is_planned(string json, string problem)
    {
        var (exitCode, check) = await RunAsync("check", "--config", await FileAsync(json));

        Assert.Equal(2, exitCode);
        Assert.Equal(2, check.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains(problem, check.Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task A_code_is_explained_and_one_that_is_not_there_exits_with_2()
    {
        var (found, explained) = await RunAsync("explain", "PRIVATE_DNS_OFF");
        var (missing, error) = await RunAsync("explain", "PRIVATE_DNS");

        Assert.Equal((0, 2), (found, missing));
        Assert.Contains("https://docs.aws.amazon.com/vpc/latest/privatelink/", explained.Printed, StringComparison.Ordinal);
        Assert.Contains("PRIVATE_DNS_OFF", error.Output, StringComparison.Ordinal);
    }

    private async Task<string> FileAsync(string json)
    {
        var file = Path.Combine(repository.Path, $"expected-{Guid.NewGuid():N}.json");
        await File.WriteAllTextAsync(file, json, Cancel);
        return file;
    }

    private async Task<(int ExitCode, Verb Said)> RunAsync(params string[] arguments)
    {
        var verb = await Verb.RunAsync(repository, repository.Path, arguments, Cancel);
        return (verb.ExitCode, verb);
    }
}

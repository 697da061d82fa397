using System.Text.Json;
using PrivateInvoke.IntegrationTests.Environment;

namespace PrivateInvoke.IntegrationTests;

/// <summary>The verdict as a pipeline gets it: a report on standard output and an exit code.</summary>
public sealed class CheckVerbTests(TestRepository repository)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 900_000)]
    public async Task A_reachable_path_exits_with_0_and_the_JSON_can_be_piped_on()
    {
        Programs.Require("terraform");

        await using var check = Host.Run(repository.Path, "check", "--format", "json");
        var exitCode = await check.ExitCodeAsync(Cancel);

        using var json = JsonDocument.Parse(check.Printed);
        var path = Assert.Single(json.RootElement.GetProperty("paths").EnumerateArray());
        Assert.Equal(0, exitCode);
        Assert.Equal(("Reachable", "InterfaceEndpoint"), (path.GetProperty("verdict").GetString(), path.GetProperty("via").GetString()));
    }

    [Fact(Timeout = 900_000)]
    public async Task A_blocked_path_exits_with_1_and_its_text_fits_80_columns_without_color()
    {
        Programs.Require("terraform");

        await using var check = Host.Run(repository.Path, "check", "--infra", repository.SeedPort);
        var exitCode = await check.ExitCodeAsync(Cancel);

        Assert.Equal(1, exitCode);
        Assert.Contains("✗ caller egress", check.Printed, StringComparison.Ordinal);
        Assert.Contains("1 path: 1 Blocked.", check.Printed, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', check.Printed);
        // An ARN is not broken over two lines.
        Assert.All(check.Printed.Split('\n'), line => Assert.True(line.Length <= 80 || !line.Trim().Contains(' ', StringComparison.Ordinal), line));
    }

    [Fact(Timeout = 900_000)]
    public async Task A_report_goes_to_the_file_that_is_asked_for()
    {
        Programs.Require("terraform");
        var file = Path.Combine(repository.Path, "report.json");

        var (exitCode, check) = await RunAsync("check", "--var", "connectivity=none", "--format", "json", "--output", file);

        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(file, Cancel));
        Assert.Equal(1, exitCode);
        Assert.Equal("Blocked", json.RootElement.GetProperty("paths")[0].GetProperty("verdict").GetString());
        Assert.Contains("report.json", check.Printed, StringComparison.Ordinal);
    }

    [Fact(Timeout = 900_000)]
    public async Task SARIF_names_the_file_and_line_that_block()
    {
        Programs.Require("terraform");

        var (exitCode, check) = await RunAsync("check", "--infra", repository.SeedPort, "--format", "sarif");

        using var json = JsonDocument.Parse(check.Printed);
        var error = Assert.Single(
            json.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray(),
            result => result.GetProperty("level").GetString() == "error");
        var place = error.GetProperty("locations")[0].GetProperty("physicalLocation");
        var line = place.GetProperty("region").GetProperty("startLine").GetInt32();
        Assert.Equal(1, exitCode);
        Assert.Equal("infra/examples/seed-port/main.tf", place.GetProperty("artifactLocation").GetProperty("uri").GetString());
        Assert.StartsWith(
            "resource \"aws_security_group\" \"caller\"",
            (await File.ReadAllLinesAsync(Path.Combine(repository.SeedPort, "main.tf"), Cancel))[line - 1],
            StringComparison.Ordinal);
    }

    [Fact(Timeout = 900_000)]
    public async Task Another_service_is_asked_for_without_a_callee()
    {
        Programs.Require("terraform");

        var (exitCode, check) = await RunAsync("check", "--service", "secretsmanager", "--caller", "*caller", "--format", "json");

        using var json = JsonDocument.Parse(check.Printed);
        Assert.Equal(1, exitCode);
        Assert.Equal("secretsmanager", json.RootElement.GetProperty("paths")[0].GetProperty("service").GetString());
    }

    [Theory(Timeout = 900_000)]
    [InlineData("is a plan as terraform plan -out writes it", "terraform show -json", "PK\u0003\u0004")]
    [InlineData("has no Lambda function", "--plan", """{"format_version":"1.2","resource_changes":[]}""")]
    [InlineData("is not a plan or state in JSON", "terraform show -json", """{"version":4,"lineage":"8a3e"}""")]
    [InlineData("is not a plan or state in JSON", "terraform show -json", """{"format_version":"1.2","resource_ch""")]
    public async Task A_file_that_says_nothing_exits_with_2(string problem, string remedy, string text)
    {
        var file = Path.Combine(repository.Path, $"{Guid.NewGuid():N}.json");
        await File.WriteAllTextAsync(file, text, Cancel);

        var error = await ErrorOfAsync("check", "--plan", file);

        Assert.Contains(problem, error[0], StringComparison.Ordinal);
        Assert.Contains(remedy, error[1], StringComparison.Ordinal);
    }

    [Theory(Timeout = 900_000)]
    [InlineData("--plan", "nowhere.json")]
    [InlineData("--plan", "p.json", "--infra", "infra")]
    [InlineData("--plan", "p.json", "--var", "a=b")]
    [InlineData("--service", "s3", "--callee", "f")]
    [InlineData("--format", "yaml")]
    public async Task Options_that_do_not_fit_exit_with_2(params string[] options) =>
        Assert.NotEmpty(await ErrorOfAsync(["check", .. options]));

    [Fact(Timeout = 900_000)]
    public async Task Cost_compares_the_plan_with_the_other_way()
    {
        Programs.Require("terraform");

        var (exitCode, cost) = await RunAsync("cost", "--gb", "100", "--format", "json", "--infra", repository.SeedPort);

        using var json = JsonDocument.Parse(cost.Printed);
        Assert.Equal(0, exitCode);
        Assert.Equal("ap-northeast-1", json.RootElement.GetProperty("region").GetString());
        Assert.Equal(21.44m, json.RootElement.GetProperty("interfaceEndpoint").GetProperty("month").GetProperty("total").GetDecimal());
        Assert.Equal(51.46m, json.RootElement.GetProperty("natGateway").GetProperty("month").GetProperty("total").GetDecimal());
    }

    [Fact(Timeout = 900_000)]
    public async Task Cost_in_a_region_without_prices_names_those_that_have_some()
    {
        Programs.Require("terraform");

        var error = await ErrorOfAsync("cost", "--infra", repository.SeedPort, "--var", "region=eu-west-1");

        Assert.Contains("ap-northeast-1, us-east-1", error[0], StringComparison.Ordinal);
        Assert.Contains("prices.json", error[1], StringComparison.Ordinal);
    }

    private async Task<(int ExitCode, Verb Said)> RunAsync(params string[] arguments)
    {
        var verb = await Verb.RunAsync(repository, repository.Path, arguments, Cancel);
        return (verb.ExitCode, verb);
    }

    private async Task<string[]> ErrorOfAsync(params string[] arguments)
    {
        var (exitCode, verb) = await RunAsync(arguments);

        Assert.True(exitCode == 2, $"Exit code {exitCode}. It printed:\n{verb.Output}");
        Assert.Empty(verb.Printed);
        var lines = verb.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("error:", lines[^2], StringComparison.Ordinal);
        return lines[^2..];
    }
}

#pragma warning disable IDE0005 // Some versions of Aspire's packages bring the first two themselves.
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Aspire.Hosting.ApplicationModel;
using CliWrap;
using PrivateInvoke.IntegrationTests.Environment;

namespace PrivateInvoke.IntegrationTests.Aspire;

/// <summary>The AppHost as an Aspire application: real orchestrator, real function processes, real terraform.</summary>
[TestClass(DisableParallelization = true)]
public sealed class AspireHostTests(TestRepository repository)
{
    private static readonly object Parcel = new { weightGrams = 1200, destination = "JP-13" };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 900_000)]
    public async Task A_quote_is_answered_through_the_front_door_by_the_callees_process()
    {
        await using var app = await StartAsync(repository.Infra);

        using var answer = await PostAsync(await app.AddressAsync("front-door", Cancel));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var quote = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel));
        Assert.NotEqual(System.Environment.ProcessId, quote.RootElement.GetProperty("processId").GetInt32());
    }

    [Fact(Timeout = 900_000)]
    public async Task A_quote_is_answered_through_the_gateway()
    {
        await using var app = await StartAsync(repository.Infra);
        await RequireTestToolAsync();
        await app.AddressAsync("front-door", Cancel);
        await app.HealthyAsync("api", Cancel);
        using var client = app.Client("api");

        using var answer = await client.PostAsJsonAsync("/quotes", Parcel, Cancel);

        Assert.True(answer.StatusCode == HttpStatusCode.OK, await answer.Content.ReadAsStringAsync(Cancel));
    }

    [Fact(Timeout = 900_000)]
    public async Task Outputs_of_terraform_reach_the_callers_environment()
    {
        await using var app = await StartAsync(repository.Infra);

        var caller = await app.UntilAsync("caller", shown => Variable(shown, "CALLEE_FUNCTION_NAME") is not null, Cancel);

        Assert.Equal("private-invoke-callee", Variable(caller, "CALLEE_FUNCTION_NAME"));
        Assert.Equal("ap-northeast-1", Variable(caller, "AWS_REGION"));
        Assert.StartsWith("http://127.0.0.1:", Variable(caller, "AWS_ENDPOINT_URL_LAMBDA"), StringComparison.Ordinal);
        Assert.EndsWith("/private-invoke-caller", Variable(caller, "AWS_LAMBDA_RUNTIME_API"), StringComparison.Ordinal);
    }

    [Fact(Timeout = 900_000)]
    public async Task Without_the_rule_for_443_a_quote_gets_504_and_the_dashboard_shows_why()
    {
        var infra = repository.InfraWith(
            Path.Combine("modules", "network", "security_groups.tf"),
            text => TerraformText.WithoutBlock(text, "resource", "aws_vpc_security_group_egress_rule", "caller_to_endpoint"));
        await using var app = await StartAsync(infra);

        using var answer = await PostAsync(await app.AddressAsync("front-door", Cancel));
        var endpoint = await app.RunningAsync("lambda-endpoint", Cancel);

        Assert.Equal(HttpStatusCode.GatewayTimeout, answer.StatusCode);
        Assert.Equal("private-invoke-caller -> private-invoke-callee: Blocked", Property(endpoint, "endpoint.verdicts"));
    }

    [Fact(Timeout = 900_000)]
    public async Task The_rule_that_is_taken_away_while_it_runs_counts_at_once()
    {
        var infra = repository.InfraWith("main.tf", text => text + "\n");
        var rules = Path.Combine(infra, "modules", "network", "security_groups.tf");
        await using var app = await StartAsync(infra);
        var door = await app.AddressAsync("front-door", Cancel);
        using var before = await PostAsync(door);

        await File.WriteAllTextAsync(
            rules,
            TerraformText.WithoutBlock(
                await File.ReadAllTextAsync(rules, Cancel), "resource", "aws_vpc_security_group_egress_rule", "caller_to_endpoint"),
            Cancel);
        await app.UntilAsync(
            "lambda-endpoint", shown => Property(shown, "endpoint.verdicts").EndsWith("Blocked", StringComparison.Ordinal), Cancel);
        using var after = await PostAsync(door);

        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        Assert.Equal(HttpStatusCode.GatewayTimeout, after.StatusCode);
    }

    [Fact(Timeout = 900_000)]
    public async Task Commands_judge_the_path_and_plan()
    {
        await using var app = await StartAsync(repository.Infra);
        await app.RunningAsync("infra", Cancel);

        var check = await app.CommandAsync("infra", "check-path", Cancel);
        var plan = await app.CommandAsync("infra", "plan", Cancel);
        var infra = await app.RunningAsync("infra", Cancel);

        Assert.True(check.Success, check.Message);
        Assert.StartsWith("Reachable.", check.Message, StringComparison.Ordinal);
        Assert.True(plan.Success, plan.Message);
        Assert.Equal("Reachable", Property(infra, "terraform.verdict"));
    }

    private static Task<AspireApp> StartAsync(string infra)
    {
        Programs.Require("terraform");
        return AspireApp.StartAsync(["--infra", infra], Cancel);
    }

    private static async Task<HttpResponseMessage> PostAsync(Uri door)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(60) };
        return await client.PostAsJsonAsync(new Uri(door, "/quotes"), Parcel, Cancel);
    }

    private static string? Variable(CustomResourceSnapshot shown, string name) =>
        shown.EnvironmentVariables.FirstOrDefault(variable => variable.Name == name)?.Value;

    private static string Property(CustomResourceSnapshot shown, string name) =>
        shown.Properties.FirstOrDefault(property => property.Name == name)?.Value?.ToString() ?? "";

    /// <summary>Aspire.Hosting.AWS installs it when the application starts, from a feed that has it.</summary>
    private static async Task RequireTestToolAsync()
    {
        var asked = await Cli.Wrap("dotnet").WithArguments(["lambda-test-tool", "info"]).WithValidation(CommandResultValidation.None).ExecuteAsync(Cancel);
        Assert.SkipUnless(asked.IsSuccess, "The Lambda Test Tool, which is the gateway, is not installed and could not be.");
    }
}

#pragma warning disable IDE0005 // Some versions of Aspire's packages bring the first two themselves.
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Amazon.Lambda;
using Amazon.Lambda.Model;
using Amazon.Runtime;
using Aspire.Hosting.ApplicationModel;
using CliWrap;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using PrivateInvoke.IntegrationTests.Environment;
using PrivateInvoke.Local;

namespace PrivateInvoke.IntegrationTests.Aspire;

/// <summary>The AppHost as an Aspire application: real orchestrator, real function processes, real terraform.</summary>
public sealed class AspireHostTests(TestRepository repository)
{
    private const string Path = "private-invoke-caller to private-invoke-callee";
    private const string Others = "other invoke paths";
    private static readonly string SecurityGroups = System.IO.Path.Combine("modules", "network", "security_groups.tf");
    private static readonly object Parcel = new { weightGrams = 1200, destination = "JP-13" };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task A_quote_is_answered_through_the_front_door_by_the_callees_process()
    {
        await using var app = await StartAsync(repository.Infra);

        using var answer = await PostAsync(await app.AddressAsync("front-door", Cancel));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var quote = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel));
        Assert.NotEqual(System.Environment.ProcessId, quote.RootElement.GetProperty("processId").GetInt32());
    }

    [Fact(Timeout = 300_000)]
    public async Task A_functions_process_is_its_built_program_and_none_that_builds_it()
    {
        await using var app = await StartAsync(repository.Infra);

        var sent = await PostAsync(await app.AddressAsync("front-door", Cancel));
        var callee = await app.RunningAsync("callee", Cancel);

        using var quote = JsonDocument.Parse(await sent.Content.ReadAsStringAsync(Cancel));
        Assert.Equal(Property(callee, "executable.pid"), quote.RootElement.GetProperty("processId").ToString());
    }

    [Fact(Timeout = 300_000)]
    public async Task A_function_that_the_plan_does_not_tell_of_has_a_health_report_when_it_is_asked_for()
    {
        await using var app = await StartAsync(repository.Infra);
        await app.AddressAsync("front-door", Cancel);
        var caller = await app.RunningAsync("caller", Cancel);
        using var client = new AmazonLambdaClient(
            new SessionAWSCredentials(Variable(caller, "AWS_ACCESS_KEY_ID"), Variable(caller, "AWS_SECRET_ACCESS_KEY"), Variable(caller, "AWS_SESSION_TOKEN")),
            new AmazonLambdaConfig
            {
                ServiceURL = Variable(caller, "AWS_ENDPOINT_URL_LAMBDA"),
                AuthenticationRegion = Variable(caller, "AWS_REGION"),
                MaxErrorRetry = 0,
            });

        await Assert.ThrowsAsync<AmazonLambdaException>(() => client.InvokeAsync(new InvokeRequest { FunctionName = "nobody", Payload = "{}" }, Cancel));
        var endpoint = await app.UntilAsync("lambda-endpoint", shown => Report(shown, Others)?.Status is HealthStatus.Unhealthy, Cancel);

        Assert.Contains("nobody: Blocked at", Report(endpoint, Others)!.Description, StringComparison.Ordinal);
        Assert.Contains("nobody: Blocked", Property(endpoint, "endpoint.verdicts"), StringComparison.Ordinal);
        Assert.Equal(HealthStatus.Healthy, Report(endpoint)!.Status);
    }

    [Fact(Timeout = 300_000)]
    public async Task A_quote_is_answered_through_the_gateway()
    {
        await RequireTestToolAsync();
        await using var app = await StartAsync(repository.Infra, "--api-gateway", "true");
        await app.AddressAsync("front-door", Cancel);
        await app.HealthyAsync("api", Cancel);
        using var client = app.Client("api");

        using var answer = await client.PostAsJsonAsync("/quotes", Parcel, Cancel);

        Assert.True(answer.StatusCode == HttpStatusCode.OK, await answer.Content.ReadAsStringAsync(Cancel));
    }

    [Fact(Timeout = 300_000)]
    public async Task The_functions_are_shown_below_the_endpoint_and_a_command_of_the_caller_shows_a_quote()
    {
        await using var app = await StartAsync(repository.Infra);
        await app.AddressAsync("front-door", Cancel);

        var sent = await app.CommandAsync("caller", "send-quote", Cancel);

        Assert.Equal("200 OK", sent.Message);
        Assert.Contains("\"price\":33.00", sent.Data?.Value, StringComparison.Ordinal);
        foreach (var function in (string[])["caller", "callee"])
        {
            var parents = app.Resource(function).Annotations.OfType<ResourceRelationshipAnnotation>().Where(relationship => relationship.Type == "Parent");
            Assert.Equal("lambda-endpoint", Assert.Single(parents).Resource.Name);
        }
    }

    [Fact(Timeout = 300_000)]
    public async Task A_file_tells_where_everything_is_as_long_as_the_application_runs()
    {
        string file;
        await using (var app = await StartAsync(repository.Infra))
        {
            file = HostFile.PathIn(app.Artifacts);
            var door = await app.AddressAsync("front-door", Cancel);
            await AppearsAsync(file);

            using var json = JsonDocument.Parse(await File.ReadAllTextAsync(file, Cancel));
            Assert.Equal(door.ToString(), json.RootElement.GetProperty("frontDoor").GetString());
        }

        Assert.False(File.Exists(file));
    }

    [Fact(Timeout = 300_000)]
    public async Task Outputs_of_terraform_reach_the_callers_environment()
    {
        await using var app = await StartAsync(repository.Infra);

        var caller = await app.UntilAsync("caller", shown => Variable(shown, "CALLEE_FUNCTION_NAME") is not null, Cancel);

        Assert.Equal("private-invoke-callee", Variable(caller, "CALLEE_FUNCTION_NAME"));
        Assert.Equal("ap-northeast-1", Variable(caller, "AWS_REGION"));
        Assert.StartsWith("http://127.0.0.1:", Variable(caller, "AWS_ENDPOINT_URL_LAMBDA"), StringComparison.Ordinal);
        Assert.EndsWith("/private-invoke-caller", Variable(caller, "AWS_LAMBDA_RUNTIME_API"), StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task Without_the_rule_for_443_a_quote_gets_504_and_the_dashboard_shows_why()
    {
        var infra = repository.InfraWith(
            SecurityGroups,
            text => TerraformText.WithoutBlock(text, "resource", "aws_vpc_security_group_egress_rule", "caller_to_endpoint"));
        await using var app = await StartAsync(infra);

        using var answer = await PostAsync(await app.AddressAsync("front-door", Cancel));
        var endpoint = await app.UntilAsync("lambda-endpoint", shown => shown.HealthStatus == HealthStatus.Unhealthy && Report(shown)?.Status is not null, Cancel);
        var root = await app.RunningAsync("infra", Cancel);
        var check = await app.CommandAsync("infra", "check-path", Cancel);

        Assert.Equal(HttpStatusCode.GatewayTimeout, answer.StatusCode);
        Assert.Equal($"{Path}: Blocked", Property(endpoint, "endpoint.verdicts"));
        Assert.Equal("Blocked", Property(root, "terraform.verdict"));
        var report = Report(endpoint);
        Assert.Equal(HealthStatus.Unhealthy, report!.Status);
        Assert.StartsWith("Blocked at caller egress", report.Description, StringComparison.Ordinal);
        Assert.Contains("Fix: ", report.Description, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', report.Description!);
        Assert.Equal("Blocked.", check.Message);
        Assert.Contains("| caller egress | Blocked |", check.Data?.Value, StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task The_rule_that_is_taken_away_while_it_runs_counts_at_once()
    {
        var infra = repository.InfraWith("main.tf", text => text + "\n");
        var rules = System.IO.Path.Combine(infra, SecurityGroups);
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
        await app.UntilAsync("lambda-endpoint", shown => Report(shown)?.Status is HealthStatus.Unhealthy, Cancel);
        await app.UntilAsync("infra", shown => Property(shown, "terraform.verdict") == "Blocked", Cancel);

        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        Assert.Equal(HttpStatusCode.GatewayTimeout, after.StatusCode);
    }

    [Fact(Timeout = 300_000)]
    public async Task Commands_judge_the_path_and_plan()
    {
        await using var app = await StartAsync(repository.Infra);
        await app.RunningAsync("infra", Cancel);

        var check = await app.CommandAsync("infra", "check-path", Cancel);
        var plan = await app.CommandAsync("infra", "plan", Cancel);
        var infra = await app.RunningAsync("infra", Cancel);

        Assert.True(check.Success, check.Message);
        Assert.Equal("Reachable.", check.Message);
        Assert.Contains($"### {Path}: Reachable", check.Data?.Value, StringComparison.Ordinal);
        Assert.True(plan.Success, plan.Message);
        Assert.Equal("Reachable", Property(infra, "terraform.verdict"));
    }

    private Task<AspireApp> StartAsync(string infra, params string[] arguments)
    {
        Programs.Require("terraform");
        return AspireApp.StartAsync(repository, infra, Cancel, arguments);
    }

    private static async Task<HttpResponseMessage> PostAsync(Uri door)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(60) };
        return await client.PostAsJsonAsync(new Uri(door, "/quotes"), Parcel, Cancel);
    }

    /// <summary>Waits until the system tells that the file is there.</summary>
    private static async Task AppearsAsync(string file)
    {
        var appeared = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var watcher = new FileSystemWatcher(System.IO.Path.GetDirectoryName(file)!, System.IO.Path.GetFileName(file));
        watcher.Created += (_, _) => appeared.TrySetResult();
        watcher.Renamed += (_, _) => appeared.TrySetResult();
        watcher.EnableRaisingEvents = true;
        if (!File.Exists(file))
            await appeared.Task.WaitAsync(Cancel);
    }

    private static string? Variable(CustomResourceSnapshot shown, string name) =>
        shown.EnvironmentVariables.FirstOrDefault(variable => variable.Name == name)?.Value;

    private static HealthReportSnapshot? Report(CustomResourceSnapshot shown, string name = Path) =>
        shown.HealthReports.FirstOrDefault(report => report.Name == name);

    private static string Property(CustomResourceSnapshot shown, string name) =>
        shown.Properties.FirstOrDefault(property => property.Name == name)?.Value?.ToString() ?? "";

    private static async Task RequireTestToolAsync()
    {
        var asked = await CliWrap.Cli.Wrap("dotnet").WithArguments(["lambda-test-tool", "info"]).WithValidation(CommandResultValidation.None).ExecuteAsync(Cancel);
        Assert.SkipUnless(asked.IsSuccess, "The Lambda Test Tool, which is the gateway, is not installed.");
    }
}

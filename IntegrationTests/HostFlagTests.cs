using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using PrivateInvoke.IntegrationTests.Environment;
using PrivateInvoke.Local.Lambda.Isolation;

namespace PrivateInvoke.IntegrationTests;

/// <summary>What the host's flags change, and what it leaves behind.</summary>
public sealed class HostFlagTests(TestRepository repository)
{
    private const string Parcel = """{"weightGrams":1200,"destination":"JP-13"}""";

    private static readonly string Dummy = $"private-invoke-callee={Programs.DummyFunction}";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 900_000)]
    public async Task Logs_and_decisions_are_in_artifacts_without_a_secret()
    {
        string artifacts;
        await using (var host = await Host.StartAsync(repository, Cancel, "--no-timeout"))
        {
            artifacts = Path.Combine(host.Folder, "artifacts");
            using var response = await host.PostAsync("/quotes", Parcel, Cancel);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        var log = await File.ReadAllTextAsync(Path.Combine(artifacts, "logs", "private-invoke-callee.log"), Cancel);
        var decisions = await File.ReadAllLinesAsync(Path.Combine(artifacts, "decisions.jsonl"), Cancel);
        Assert.Matches(@"Z \S+ REPORT RequestId: ", log);
        using var decision = JsonDocument.Parse(decisions[^1]);
        Assert.Equal("private-invoke-callee", decision.RootElement.GetProperty("callee").GetString());
        Assert.Equal("Reachable", decision.RootElement.GetProperty("verdict").GetString());
        Assert.Equal("Forwarded", decision.RootElement.GetProperty("action").GetString());
        Assert.DoesNotContain("ASIA", decisions[^1] + log, StringComparison.Ordinal);
    }

    [Fact(Timeout = 900_000)]
    public async Task A_fault_by_flag_is_met_and_the_callers_retry_survives_it()
    {
        await using var host = await Host.StartAsync(repository, Cancel, "--no-timeout", "--fault", "500:1");

        using var response = await host.PostAsync("/quotes", Parcel, Cancel);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await host.Running.LineAsync(line => line.Contains("forwarded with the fault 500", StringComparison.Ordinal), Cancel);
    }

    [Fact(Timeout = 900_000)]
    public async Task Another_Lambda_API_can_be_the_upstream()
    {
        await using var upstream = await Host.StartProgramAsync(repository, Cancel, "--no-timeout");
        await using var host = await Host.StartAsync(repository, Cancel, "--no-timeout", "--upstream", upstream.LambdaApi.ToString());

        using var response = await host.PostAsync("/quotes", Parcel, Cancel);
        using var quote = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancel));

        var process = quote.RootElement.GetProperty("processId").GetInt32();
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has /proc to look at.");
        Assert.Contains(process, ProcessTable.ChildrenOf(upstream.Program.Id));
    }

    [Theory(Timeout = 900_000)]
    [InlineData(false, HttpStatusCode.OK)]
    [InlineData(true, HttpStatusCode.BadGateway)]
    public async Task What_is_undecided_is_refused_with_strict_only(bool strict, HttpStatusCode status)
    {
        var infra = repository.InfraWith("main.tf", text => text.Replace(
            "  environment = {\n", "  environment = {\n    AWS_ENDPOINT_URL_LAMBDA = \"https://lambda.example.com\"\n", StringComparison.Ordinal));
        await using var host = await Host.StartAsync(repository, Cancel, ["--no-timeout", "--infra", infra, .. strict ? ["--strict"] : Array.Empty<string>()]);

        using var response = await host.PostAsync("/quotes", Parcel, Cancel);

        Assert.Equal("Undecided", host.Verdict);
        Assert.Equal(status, response.StatusCode);
        await host.Running.LineAsync(
            line => line.Contains(": Undecided", StringComparison.Ordinal)
                && line.Contains(strict ? ", 403." : ", forwarded.", StringComparison.Ordinal),
            Cancel);
    }

    [Fact(Timeout = 300_000)]
    public async Task Timeouts_are_lifted_with_no_timeout_only()
    {
        using var gate = new TcpListener(IPAddress.Loopback, 0);
        gate.Start();
        await using var lifted = await Host.StartAsync(repository, Cancel, "--function", Dummy, "--no-timeout");
        await using var limited = await Host.StartAsync(repository, Cancel, "--function", Dummy);
        var held = lifted.InvokeAsync("private-invoke-callee", $$"""{"do":"call","url":"http://{{gate.LocalEndpoint}}/"}""", Cancel);
        using var call = await gate.AcceptTcpClientAsync(Cancel);

        // Both have the timeout that infra/ gives. This one begins later and is ended by it.
        using var ended = await limited.InvokeAsync("private-invoke-callee", """{"do":"hang"}""", Cancel);

        Assert.Contains("Sandbox.Timedout", await ended.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.False(held.IsCompleted);
        await call.GetStream().WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nopen"u8.ToArray(), Cancel);
        using var answered = await held;
        Assert.Equal("\"open\"", await answered.Content.ReadAsStringAsync(Cancel));
    }

    [Fact(Timeout = 900_000)]
    public async Task With_isolate_the_caller_reaches_its_callee_and_nothing_else()
    {
        var whyNot = await IsolationSupport.WhyNotAsync(Cancel);
        Assert.SkipWhen(whyNot is not null, $"This machine isolates nothing: {whyNot}");
        await using var host = await Host.StartAsync(repository, Cancel, "--no-timeout", "--isolate");
        await using var other = await Host.StartAsync(
            repository, Cancel, "--no-timeout", "--isolate", "--function", $"private-invoke-caller={Programs.DummyFunction}");

        using var quote = await host.PostAsync("/quotes", Parcel, Cancel);
        using var outside = await other.InvokeAsync(
            "private-invoke-caller", """{"do":"reach","host":"192.0.2.1","port":443,"milliseconds":2000}""", Cancel);

        Assert.Contains("private-invoke-caller: no other way out", host.Running.Output, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, quote.StatusCode);
        Assert.Equal("\"no answer\"", await outside.Content.ReadAsStringAsync(Cancel));
    }

    [Theory(Timeout = 900_000)]
    [InlineData("--upstream", "somewhere", "neither embedded nor aws nor an http address")]
    [InlineData("--fault", "slow", "is none that is known")]
    public async Task A_flag_that_means_nothing_is_refused(string flag, string value, string why)
    {
        var run = await Verb.RunAsync(repository, repository.Path, ["run", flag, value], Cancel);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(why, run.Output, StringComparison.Ordinal);
    }
}

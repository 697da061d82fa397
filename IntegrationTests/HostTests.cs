using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using PrivateInvoke.IntegrationTests.Environment;

namespace PrivateInvoke.IntegrationTests;

/// <summary>The main job: one command, and the caller's answer holds what the callee computed.</summary>
public sealed class HostTests(TestRepository repository)
{
    private const string Parcel = """{"weightGrams":1200,"destination":"JP-13"}""";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 900_000)]
    public async Task A_quote_is_computed_in_the_callees_own_process()
    {
        await using var host = await Host.StartProgramAsync(repository, Cancel, "--no-timeout");

        using var response = await host.PostAsync("/quotes", Parcel, Cancel);
        var quote = await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("Reachable", host.Verdict);
        Assert.Equal("private-invoke-callee", quote.GetProperty("computedBy").GetString());
        Assert.Equal(33.00m, quote.GetProperty("price").GetDecimal());
        var callee = quote.GetProperty("processId").GetInt32();
        Assert.NotEqual(host.Program.Id, callee);
        Assert.NotEqual(System.Environment.ProcessId, callee);
        Assert.True(ProcessTable.IsRunning(callee));
    }

    [Fact(Timeout = 900_000)]
    public async Task A_second_host_in_a_repository_leaves_the_first_ones_file_alone()
    {
        await using var first = await Host.StartProgramAsync(repository, Cancel);
        var before = await File.ReadAllTextAsync(Host.FileIn(first.Folder), Cancel);

        await using var second = Host.Run(first.Folder, Host.In(repository, "--port", "0"));
        await second.LineAsync(line => line.StartsWith("Ready", StringComparison.Ordinal), Cancel);
        var meanwhile = await File.ReadAllTextAsync(Host.FileIn(first.Folder), Cancel);
        second.Terminate();

        Assert.Equal(0, await second.ExitCodeAsync(Cancel));
        Assert.Equal((before, before), (meanwhile, await File.ReadAllTextAsync(Host.FileIn(first.Folder), Cancel)));
        Assert.Contains("Another host runs in this repository", second.Errors, StringComparison.Ordinal);
    }

    [Fact(Timeout = 900_000)]
    public async Task Every_fields_error_comes_at_once()
    {
        await using var host = await Host.StartProgramAsync(repository, Cancel, "--no-timeout");

        using var response = await host.PostAsync("/quotes", """{"weightGrams":30001,"destination":"Tokyo"}""", Cancel);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(["weightGrams", "destination"], problem.GetProperty("errors").EnumerateObject().Select(error => error.Name));
    }

    [Fact(Timeout = 900_000)]
    public async Task The_caller_says_that_it_is_healthy()
    {
        await using var host = await Host.StartProgramAsync(repository, Cancel, "--no-timeout");
        using var http = new HttpClient();

        var health = await http.GetStringAsync(new Uri(host.FrontDoor, "/health"), Cancel);

        Assert.Equal("""{"status":"Healthy"}""", health);
    }

    [Fact(Timeout = 900_000)]
    public async Task An_unchanged_configuration_runs_no_terraform()
    {
        Programs.Require("terraform");
        await using (var first = await Host.StartProgramAsync(repository, Cancel, "--terraform", repository.CountedTerraform))
            Assert.True(File.Exists(RunsIn(first)));

        await using var second = await Host.StartProgramAsync(repository, Cancel, "--no-timeout", "--terraform", repository.CountedTerraform);

        using var response = await second.PostAsync("/quotes", Parcel, Cancel);
        Assert.False(File.Exists(RunsIn(second)));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory(Timeout = 900_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nothing_is_left_when_the_host_ends(bool killed)
    {
        Assert.SkipWhen(killed && !OperatingSystem.IsLinux(), "Only Linux has /proc to look at.");
        await using var host = await Host.StartProgramAsync(repository, Cancel);
        using (await host.PostAsync("/quotes", Parcel, Cancel))
        {
        }

        var functions = ProcessTable.ChildrenOf(host.Program.Id);
        Assert.NotEmpty(functions);

        if (killed)
            host.Program.Kill();
        else
            host.Program.Terminate();
        var exitCode = await host.Program.ExitCodeAsync(Cancel);

        await ProcessTable.GoneAsync(functions, Cancel);
        if (!killed)
        {
            Assert.Equal(0, exitCode);
            Assert.False(File.Exists(Host.FileIn(host.Folder)));
        }
    }

    /// <summary>What <see cref="TestRepository.CountedTerraform"/> writes for one host.</summary>
    private static string RunsIn(Host host) => Path.Combine(host.Folder, "runs");
}

using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using PrivateInvoke.IntegrationTests.Environment;
using PrivateInvoke.Local;
using PrivateInvoke.Paths;
using PrivateInvoke.Plan;

namespace PrivateInvoke.IntegrationTests.Misconfigurations;

/// <summary>docs/faults.md: what the caller's HTTP client gets, and after how long.</summary>
public sealed class FaultTableTests(TestRepository repository)
{
    /// <summary>The caller's SDK gives up a connection after it (Functions/Caller/CalleeSettings.cs).</summary>
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(2);

    /// <summary>(5 + 15) / 2 in infra/main.tf.</summary>
    private static readonly TimeSpan InvokeTimeout = TimeSpan.FromSeconds(10);

    /// <summary>In infra/main.tf: over it, Lambda would answer in the caller's place.</summary>
    private static readonly TimeSpan CallerTimeout = TimeSpan.FromSeconds(15);

    public static TheoryData<string> Rows { get; } = [.. Misconfigured.All.Keys];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory(Timeout = 300_000)]
    [MemberData(nameof(Rows))]
    public async Task A_misconfiguration_is_seen_as_AWS_shows_it(string row)
    {
        Programs.Require("terraform");
        var wrong = Misconfigured.All[row];
        await using var system = await StartAsync(wrong);

        var path = Assert.Single(system.Paths);
        Assert.Equal(Verdict.Blocked, path.Verdict);
        Assert.Contains(wrong.Hop, path.Blockers.Select(hop => hop.Kind));
        var hangs = wrong.Sees is CallerSees.Hang or CallerSees.ApplyFails;
        var (status, detail, elapsed) = await PostAsync(system.FrontDoor!);
        // The first one has the caller's code compiled: how soon a refusal comes, the second tells.
        if (!hangs)
            (status, detail, elapsed) = await PostAsync(system.FrontDoor!);
        TestContext.Current.TestOutputHelper?.WriteLine($"{row} | {string.Join(", ", path.Blockers.Select(hop => hop.Kind))} | {status} | {elapsed.TotalSeconds:0.0} s | {detail}");

        if (hangs)
        {
            Assert.Equal((504, "No connection, or no answer on it, within 10 s."), (status, detail));
            Assert.InRange(elapsed, ConnectTimeout, CallerTimeout);
        }
        else
        {
            Assert.Equal(
                (502, wrong.Sees is CallerSees.Throttled ? "Lambda answered 429." : "A policy does not allow this function to invoke it."),
                (status, detail));
            Assert.InRange(elapsed, TimeSpan.Zero, InvokeTimeout / 2);
        }
    }

    private async Task<LocalSystem> StartAsync(Misconfiguration wrong)
    {
        var infra = wrong.File.Length == 0 ? repository.Infra : repository.InfraWith(wrong.File, wrong.Change);
        var artifacts = Path.Combine(repository.Path, "artifacts");
        var planned = await new Planner().PlanAsync(
            new PlanRequest
            {
                Directory = infra,
                Artifacts = artifacts,
                Variables = new Dictionary<string, string>(wrong.Variables) { ["connectivity"] = wrong.Connectivity },
            },
            progress: null, Cancel);
        return await LocalSystem.StartAsync(
            new LocalOptions
            {
                Plan = planned.Plan,
                Programs = new FunctionPrograms
                {
                    Projects = new Dictionary<string, string> { ["Caller"] = Programs.Caller, ["Callee"] = Programs.Callee },
                    Infra = infra,
                    Artifacts = artifacts,
                },
            },
            Cancel);
    }

    private static async Task<(int Status, string? Detail, TimeSpan Elapsed)> PostAsync(Uri frontDoor)
    {
        using var http = new HttpClient();
        // Has the caller's code compiled, as far as it comes without the callee: what is measured is the way, not this machine.
        using var nothing = new StringContent("{}", Encoding.UTF8, "application/json");
        using var refused = await http.PostAsync(new Uri(frontDoor, "/quotes"), nothing, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);

        using var parcel = new StringContent("""{"weightGrams":1200,"destination":"JP-13"}""", Encoding.UTF8, "application/json");
        var clock = Stopwatch.StartNew();
        using var response = await http.PostAsync(new Uri(frontDoor, "/quotes"), parcel, Cancel);
        var elapsed = clock.Elapsed;
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        return ((int)response.StatusCode, problem.GetProperty("detail").GetString(), elapsed);
    }
}

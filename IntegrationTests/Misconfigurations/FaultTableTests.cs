using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using PrivateInvoke.IntegrationTests.Environment;
using PrivateInvoke.Local;
using PrivateInvoke.Local.Endpoint;
using PrivateInvoke.Paths;
using PrivateInvoke.Plan;

namespace PrivateInvoke.IntegrationTests.Misconfigurations;

/// <summary>docs/faults.md: what the caller's HTTP client gets, and after how long.</summary>
public sealed class FaultTableTests(TestRepository repository, MisconfiguredPlans plans) : IClassFixture<MisconfiguredPlans>
{
    /// <summary>The caller's SDK gives up a connection after it (Functions/Caller/CalleeSettings.cs).</summary>
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(2);

    public static TheoryData<string> Rows { get; } = [.. Misconfigured.All.Keys];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory(Timeout = 120_000)]
    [MemberData(nameof(Rows))]
    public async Task A_misconfiguration_is_seen_as_AWS_shows_it(string row)
    {
        var wrong = Misconfigured.All[row];
        var decisions = new ConcurrentQueue<EndpointDecision>();
        await using var system = await StartAsync(await plans.OfAsync(row, Cancel), decisions.Enqueue);

        var path = Assert.Single(system.Paths);
        Assert.Equal(Verdict.Blocked, path.Verdict);
        Assert.Contains(wrong.Hop, path.Blockers.Select(hop => hop.Kind));
        var (status, detail, elapsed) = await PostAsync(system.FrontDoor!);
        TestContext.Current.TestOutputHelper?.WriteLine($"{row} | {string.Join(", ", path.Blockers.Select(hop => hop.Kind))} | {status} | {elapsed.TotalSeconds:0.0} s | {detail}");

        var (expected, action) = wrong.Sees switch
        {
            CallerSees.Hang or CallerSees.ApplyFails => ((504, "No connection, or no answer on it, within 10 s."), EndpointAction.Dropped),
            CallerSees.Throttled => ((502, "Lambda answered 429."), EndpointAction.Throttled),
            _ => ((502, "A policy does not allow this function to invoke it."), EndpointAction.Denied),
        };
        Assert.Equal(expected, (status, detail));

        Assert.All(decisions, decision => Assert.Equal(action, decision.Action));
        if (action is EndpointAction.Dropped)
            AssertHang(system, elapsed);
        else
            // At once: none of its attempts was left without an answer.
            Assert.NotEmpty(decisions);
    }

    /// <summary>The caller's own deadline ends the wait, and comes before its timeout, at which Lambda would answer in its place.</summary>
    private static void AssertHang(LocalSystem system, TimeSpan elapsed)
    {
        var caller = Assert.Single(system.Functions, function => function.Name == system.FrontFunction);
        var deadline = TimeSpan.FromSeconds(double.Parse(caller.Environment["INVOKE_TIMEOUT_SECONDS"], CultureInfo.InvariantCulture));

        Assert.True(elapsed >= ConnectTimeout, $"{elapsed}");
        Assert.True(deadline < caller.Timeout, $"{deadline} and {caller.Timeout}");
    }

    private Task<LocalSystem> StartAsync(PlanDocument plan, Action<EndpointDecision> decided) => LocalSystem.StartAsync(
        plan,
        new LocalOptions
        {
            Decided = decided,
            // Lambda's own answer is no row of the table: however slow this machine is, the caller's comes.
            NoTimeouts = true,
            Programs = new FunctionPrograms
            {
                Projects = Programs.Functions,
                Infra = repository.Infra,
                Artifacts = repository.Artifacts,
            },
        },
        Cancel);

    private static async Task<(int Status, string? Detail, TimeSpan Elapsed)> PostAsync(Uri frontDoor)
    {
        using var http = new HttpClient();
        using var parcel = new StringContent("""{"weightGrams":1200,"destination":"JP-13"}""", Encoding.UTF8, "application/json");
        var clock = Stopwatch.StartNew();
        using var response = await http.PostAsync(new Uri(frontDoor, "/quotes"), parcel, Cancel);
        var elapsed = clock.Elapsed;
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        return ((int)response.StatusCode, problem.GetProperty("detail").GetString(), elapsed);
    }
}

using System.Diagnostics;
using Microsoft.Playwright;
using PrivateInvoke.Benchmarks;
using PrivateInvoke.Explorer;
using PrivateInvoke.Explorer.Page;
using PrivateInvoke.Explorer.Report;
using PrivateInvoke.IntegrationTests.Dashboard;
using PrivateInvoke.Paths;
using PrivateInvoke.Plan;

namespace PrivateInvoke.IntegrationTests.Explorer;

/// <summary>300 functions and 1,000 paths, on the page in a browser and as a report. Alone: what the browser waits for is measured.</summary>
[CollectionDefinition(nameof(LargePlanTests), DisableParallelization = true)]
[Collection(nameof(LargePlanTests))]
public sealed class LargePlanTests
{
    private static readonly GeneratedPlan Plan = new() { Callers = 250, Callees = 50, Calls = 4, Closed = 10 };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The best of a few rounds: what the page takes, and not what else the machine does.</summary>
    [Fact(Timeout = 400_000)]
    public async Task With_300_functions_a_search_a_choice_a_filter_and_the_matrix_hold_the_browser_up_for_no_200_ms()
    {
        await using var browser = await Browser.StartAsync(Browser.Require());
        var feed = new ExplorerFeed();
        feed.Use(await ReadAsync());
        await using var server = await ExplorerServer.StartAsync(feed, 0, Cancel);
        var page = await browser.PageAsync(new BrowserNewContextOptions { ViewportSize = new() { Width = 1600, Height = 1000 } });
        var errors = SeenPage.ErrorsOf(page);
        Assertions.SetDefaultExpectTimeout(60_000);
        await page.AddInitScriptAsync("window.slow = []; new PerformanceObserver(list => list.getEntries().forEach(task => slow.push(Math.round(task.duration)))).observe({ type: 'longtask', buffered: true })");

        await page.GotoAsync(server.Login.AbsoluteUri);
        await Assertions.Expect(page.Locator(".found")).ToHaveTextAsync("1000 of 1000 paths");
        await Assertions.Expect(page.Locator(".patch").First).ToContainTextAsync("One change mends it");
        var slowest = new List<int>();
        do
        {
            slowest.Add(await UseAsync(page, round: slowest.Count));
        }
        while (slowest[^1] > 200 && slowest.Count < 4);

        // Told some time after the paint itself.
        var painted = await page.EvaluateAsync<double>("() => performance.getEntriesByName('first-contentful-paint')[0].startTime");
        using var host = Process.GetCurrentProcess();
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"first paint {painted:0} ms; longest task of each round [{string.Join(", ", slowest)}] ms; host {GC.GetTotalMemory(forceFullCollection: true) / 1e6:0} MB managed, {host.WorkingSet64 / 1e6:0} MB working set");
        Assert.InRange(slowest.Min(), 0, 200);
        await Screenshots.KeepAsync(page, "explorer-page-300-functions.png");
        await page.EvaluateAsync("() => scrollTo(0, 0)");
        await Screenshots.KeepWindowAsync(page, "explorer-300-functions.png");
        SeenPage.HasNone(await SeenPage.BarriersAsync(page));
        SeenPage.HasNone(await SeenPage.FaultsAsync(page));
        Assert.Empty(errors);
    }

    /// <returns>The longest that the browser was held up, in ms.</returns>
    private static async Task<int> UseAsync(IPage page, int round)
    {
        await page.Locator("#search").FillAsync("");
        await Assertions.Expect(page.Locator(".found")).ToHaveTextAsync("1000 of 1000 paths");
        await page.EvaluateAsync("() => slow.length = 0");

        await page.Locator("#search").PressSequentiallyAsync("caller-24");
        await Assertions.Expect(page.Locator(".found")).ToHaveTextAsync("44 of 1000 paths");
        await page.GetByRole(AriaRole.Link, new() { Name = "Reachable: caller-247 → callee-48" }).ClickAsync();
        await Assertions.Expect(page.Locator(".path h2")).ToHaveTextAsync("caller-247 → to callee-48");
        await Assertions.Expect(page.Locator(".verdict").First).ToContainTextAsync("Reachable");

        if (round == 0)
            await page.GetByRole(AriaRole.Button, new() { Name = "Matrix" }).PressAsync("Enter");
        await Assertions.Expect(page.Locator(".matrix tbody tr")).ToHaveCountAsync(11);
        await page.Locator("#search").FillAsync("");
        await Assertions.Expect(page.Locator(".pages [role=status]")).ToHaveTextAsync("241–250 of 250 callers");
        await page.GetByRole(AriaRole.Button, new() { Name = "Previous callers" }).PressAsync("Enter");
        await Assertions.Expect(page.Locator(".pages [role=status]")).ToHaveTextAsync("221–240 of 250 callers");

        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Reachable" }).UncheckAsync();
        await Assertions.Expect(page.Locator(".found")).ToHaveTextAsync("100 of 1000 paths");
        await page.Locator(".picker ul").HoverAsync();
        for (var turn = 0; turn < 10; turn++)
            await page.Mouse.WheelAsync(0, 400);
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Reachable" }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "100 more" }).ClickAsync();
        await Assertions.Expect(page.Locator(".picker li")).ToHaveCountAsync(201 + (100 * round));
        return await page.EvaluateAsync<int>("() => Math.max(0, ...slow)");
    }

    [Fact(Timeout = 400_000)]
    public async Task A_report_of_1000_paths_is_below_3_MB_and_of_one_below_300_KB()
    {
        var plan = await ReadAsync();
        var paths = PathFinder.Find(plan.Model);

        var (all, one) = (Size(plan, paths), Size(plan, [paths.First(path => path.Verdict is Verdict.Blocked)]));

        TestContext.Current.TestOutputHelper?.WriteLine($"{paths.Count} paths: {all / 1e6:0.00} MB; one: {one / 1e3:0} KB");
        Assert.Equal(1_000, paths.Count);
        Assert.InRange(all, 300_000, 3_000_000);
        Assert.InRange(one, 10_000, 300_000);
    }

    /// <summary>Path by path it took more than a quarter of an hour.</summary>
    [Fact(Timeout = 120_000)]
    public async Task A_thousand_blocked_paths_with_a_group_each_get_their_patches_in_seconds()
    {
        var plan = await ReadAsync(new GeneratedPlan { Callers = 1_000, Closed = 1 });
        var paths = PathFinder.Find(plan.Model);
        var start = Stopwatch.GetTimestamp();

        var patches = plan.Patches(paths);

        TestContext.Current.TestOutputHelper?.WriteLine($"{patches.Count} patches of {paths.Count} paths: {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s");
        Assert.Equal(1_000, paths.Count);
        Assert.All(paths, path => Assert.StartsWith("One change mends it. Judged with it: Reachable", patches[(path, path.Blockers.First())].Sentence, StringComparison.Ordinal));
    }

    private static long Size(ExploredPlan plan, IReadOnlyList<InvokePath> paths)
    {
        using var stream = new MemoryStream();
        HtmlReport.Write(stream, plan, paths, "plan.json");
        return stream.Length;
    }

    private static async Task<ExploredPlan> ReadAsync(GeneratedPlan? generated = null)
    {
        using var stream = new MemoryStream();
        (generated ?? Plan).Write(stream);
        stream.Position = 0;
        return ExploredPlan.Of(await PlanReader.ReadAsync(stream, "generated", Cancel));
    }
}

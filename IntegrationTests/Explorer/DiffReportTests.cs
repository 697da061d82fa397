using Microsoft.Playwright;
using PrivateInvoke.Benchmarks;
using PrivateInvoke.IntegrationTests.Dashboard;
using PrivateInvoke.IntegrationTests.Environment;

namespace PrivateInvoke.IntegrationTests.Explorer;

/// <summary><c>diff --format html</c> of two plan files, opened from disk.</summary>
public sealed class DiffReportTests(TestRepository repository)
{
    [Fact(Timeout = 400_000)]
    public async Task Two_plans_beside_each_other_have_no_barrier_and_no_text_over_another_at_any_width()
    {
        await using var browser = await Browser.StartAsync(Browser.Require());
        var (before, after, file) = (Write("before.json", new GeneratedPlan { Callers = 3 }), Write("after.json", new GeneratedPlan { Callers = 3, Closed = 2 }), Path.Combine(repository.Path, "diff.html"));
        var diff = await Verb.RunAsync(
            repository, repository.Desk(), ["diff", before, after, "--format", "html", "--output", file], TestContext.Current.CancellationToken);
        Assert.Equal(1, diff.ExitCode);

        foreach (var (scheme, width) in new[] { (ColorScheme.Light, 1600), (ColorScheme.Dark, 360) })
        {
            var page = await browser.PageAsync(new BrowserNewContextOptions { BypassCSP = true, ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 900 } });
            await page.GotoAsync(new Uri(file).AbsoluteUri);

            await Assertions.Expect(page.Locator(".counts")).ToHaveTextAsync("2 closed");
            await Assertions.Expect(page.Locator(".overlay")).ToHaveCountAsync(2);
            await Assertions.Expect(page.Locator(".station.changed")).ToHaveCountAsync(4);
            SeenPage.HasNone(await SeenPage.BarriersAsync(page));
            SeenPage.HasNone(await SeenPage.FaultsAsync(page));
            await Screenshots.KeepAsync(page, $"explorer-diff-{scheme.ToString().ToLowerInvariant()}-{width}.png");
            await page.Context.CloseAsync();
        }
    }

    private string Write(string name, GeneratedPlan plan)
    {
        var file = Path.Combine(repository.Path, name);
        using var stream = File.Create(file);
        plan.Write(stream);
        return file;
    }
}

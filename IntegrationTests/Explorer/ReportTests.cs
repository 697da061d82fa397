using Microsoft.Playwright;
using PrivateInvoke.IntegrationTests.Dashboard;
using PrivateInvoke.IntegrationTests.Environment;

namespace PrivateInvoke.IntegrationTests.Explorer;

/// <summary>The HTML report of the repository's own infra/, for every reader.</summary>
public sealed class ReportTests(TestRepository repository)
{
    private static readonly (ColorScheme Scheme, int Width)[] Screens =
        [(ColorScheme.Light, 1600), (ColorScheme.Dark, 1600), (ColorScheme.Light, 360), (ColorScheme.Dark, 360)];

    [Theory(Timeout = 400_000)]
    [InlineData("vpc_endpoint", "Reachable")]
    [InlineData("none", "Blocked")]
    public async Task Axe_finds_no_barrier_in_a_report_light_or_dark_wide_or_narrow(string connectivity, string verdict)
    {
        Programs.Require("terraform");
        await using var browser = await Browser.StartAsync(Browser.Require());
        var cancel = TestContext.Current.CancellationToken;
        var file = Path.Combine(repository.Path, $"{connectivity}.html");
        var check = await Verb.RunAsync(repository, repository.Path,
            [.. Host.In(repository, "check", "--format", "html", "--output", file), .. connectivity == "none" ? (string[])["--var", "connectivity=none"] : []], cancel);
        Assert.Equal(verdict == "Reachable" ? 0 : 1, check.ExitCode);

        foreach (var (scheme, width) in Screens)
        {
            var page = await browser.PageAsync(new BrowserNewContextOptions { BypassCSP = true, ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 900 } });
            await page.GotoAsync(new Uri(file).AbsoluteUri);

            await Assertions.Expect(page.Locator(".verdict")).ToContainTextAsync(verdict);
            SeenPage.HasNone(await SeenPage.BarriersAsync(page));
            SeenPage.HasNone(await SeenPage.FaultsAsync(page));
            await Screenshots.KeepAsync(page, $"explorer-{verdict.ToLowerInvariant()}-{scheme.ToString().ToLowerInvariant()}-{width}.png");
            if (width > 1000 && scheme == (verdict == "Reachable" ? ColorScheme.Dark : ColorScheme.Light))
                await Screenshots.KeepWindowAsync(page, $"explorer-{verdict.ToLowerInvariant()}.png");
            await page.Context.CloseAsync();
        }
    }

    [Fact(Timeout = 400_000)]
    public async Task A_hop_that_has_the_focus_lights_what_decides_it()
    {
        Programs.Require("terraform");
        await using var browser = await Browser.StartAsync(Browser.Require());
        var file = Path.Combine(repository.Path, "focus.html");
        var check = await Verb.RunAsync(
            repository, repository.Desk(), Host.In(repository, "check", "--format", "html", "--output", file), TestContext.Current.CancellationToken);
        Assert.Equal(0, check.ExitCode);
        var page = await browser.PageAsync(new BrowserNewContextOptions { JavaScriptEnabled = false });
        await page.GotoAsync(new Uri(file).AbsoluteUri);
        var station = page.GetByRole(AriaRole.Link, new() { Name = "endpoint ingress, passes" });
        var group = page.Locator(".cell.group").Filter(new() { HasText = "endpoint's security group" }).Locator("rect");
        var before = await FillAsync(group);

        // By the keyboard, as whoever has no pointer comes to it.
        await page.GetByRole(AriaRole.Link, new() { Name = "endpoint placement, passes" }).FocusAsync();
        await page.Keyboard.PressAsync("Tab");

        await Assertions.Expect(station).ToBeFocusedAsync();
        Assert.NotEqual(before, await FillAsync(group));
    }

    private static Task<string> FillAsync(ILocator shape) => shape.EvaluateAsync<string>("shape => getComputedStyle(shape).fill");
}

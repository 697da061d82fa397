using System.Collections.Concurrent;
using Microsoft.Playwright;
using PrivateInvoke.IntegrationTests.Dashboard;
using PrivateInvoke.IntegrationTests.Environment;

namespace PrivateInvoke.IntegrationTests.Explorer;

/// <summary>Every case of Cases/ as an HTML report in a browser, opened from disk with scripts off.</summary>
public sealed class ReportCaseTests(TestRepository repository)
{
    private static readonly int[] Widths = [360, 1600];

    [Fact(Timeout = 900_000)]
    public async Task No_text_of_a_report_lies_over_another_and_each_hop_has_its_place_on_the_map()
    {
        Programs.Require("terraform");
        await using var browser = await Browser.StartAsync(Browser.Require());
        var cancel = TestContext.Current.CancellationToken;
        var faults = new ConcurrentBag<string>();
        var seen = 0;

        await Parallel.ForEachAsync(PublicCase.All.Where(one => one.IsJudged),
            new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = cancel }, async (one, token) =>
        {
            var file = await WriteAsync(one, token);
            foreach (var fault in await LookAsync(browser, one, file))
                faults.Add($"{one.Name}: {fault}");
            Interlocked.Increment(ref seen);
        });

        SeenPage.HasNone([.. faults]);
        Assert.InRange(seen, 20, 1000);
    }

    private async Task<string> WriteAsync(PublicCase one, CancellationToken cancel)
    {
        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(Screenshots.Folder ?? repository.Path, "reports")).FullName, $"{one.Name}.html");
        var check = await Verb.RunAsync(repository, repository.Path, one.Check("--format", "html", "--output", file), cancel);
        Assert.True(check.ExitCode is 0 or 1 or 3, $"{one.Name}: exit code {check.ExitCode}: {check.Output}");
        Assert.InRange(new FileInfo(file).Length, 1, 300_000);
        return file;
    }

    private static async Task<IReadOnlyList<string>> LookAsync(Browser browser, PublicCase one, string file)
    {
        var faults = new List<string>();
        foreach (var width in Widths)
        {
            var page = await browser.PageAsync(new BrowserNewContextOptions
            {
                JavaScriptEnabled = false,
                ViewportSize = new() { Width = width, Height = 900 },
                ColorScheme = width > 1000 ? ColorScheme.Light : ColorScheme.Dark,
            });
            page.Console += (_, message) => faults.Add($"console: {message.Text}");
            await page.GotoAsync(new Uri(file).AbsoluteUri);
            var verdict = await page.Locator(".verdict").First.TextContentAsync();
            if (!verdict!.Contains(one.Verdict, StringComparison.Ordinal))
                faults.Add($"shows {verdict}");
            faults.AddRange((await SeenPage.FaultsAsync(page)).Select(fault => $"at {width}: {fault}"));
            await Screenshots.KeepAsync(page, $"case-{one.Name}-{width}.png");
            await page.Context.CloseAsync();
        }

        return faults;
    }
}

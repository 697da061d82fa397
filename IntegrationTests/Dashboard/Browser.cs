using Microsoft.Playwright;
using PrivateInvoke.IntegrationTests.Environment;

namespace PrivateInvoke.IntegrationTests.Dashboard;

/// <summary>Chromium as the system has it; Playwright brings only the driver.</summary>
internal sealed class Browser : IAsyncDisposable
{
    /// <summary>Nothing but the dashboard is asked for; root has no sandbox.</summary>
    private static readonly string[] Arguments =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Browser(IPlaywright playwright, IBrowser browser)
    {
        _playwright = playwright;
        _browser = browser;
    }

    /// <summary>Skips the test, saying why, where no browser is installed.</summary>
    public static string Require()
    {
        var path = new[] { "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome" }.Select(Programs.Find).FirstOrDefault(found => found is not null);
        Assert.SkipWhen(path is null, "Chromium is not on PATH.");
        return path!;
    }

    public static async Task<Browser> StartAsync(string executable)
    {
        var playwright = await Playwright.CreateAsync();
        try
        {
            var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = executable, Args = Arguments });
            return new Browser(playwright, browser);
        }
        catch
        {
            playwright.Dispose();
            throw;
        }
    }

    /// <summary>A page without the cookies of the others.</summary>
    /// <param name="patience">How long the page waits for what a test looks for.</param>
    public async Task<IPage> PageAsync(TimeSpan patience)
    {
        var context = await _browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = 1400, Height = 900 },
            ColorScheme = ColorScheme.Light,
        });
        context.SetDefaultTimeout((float)patience.TotalMilliseconds);
        return await context.NewPageAsync();
    }

    /// <summary>A page of a screen, a colour scheme or a setting of its own.</summary>
    public async Task<IPage> PageAsync(BrowserNewContextOptions options) => await (await _browser.NewContextAsync(options)).NewPageAsync();

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}

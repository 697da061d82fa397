using Microsoft.Playwright;

namespace PrivateInvoke.IntegrationTests.Dashboard;

/// <summary>The README's pictures: made where <c>PRIVATE_INVOKE_SCREENSHOTS</c> names a folder for them.</summary>
internal static class Screenshots
{
    private const int Width = 1400;

    /// <summary>The dashboard changes its layout below.</summary>
    private const int LowestPage = 600;

    /// <summary>Null where no pictures are asked for.</summary>
    public static string? Folder { get; } =
        System.Environment.GetEnvironmentVariable("PRIVATE_INVOKE_SCREENSHOTS") is { Length: > 0 } folder ? folder : null;

    /// <summary>The whole of another page.</summary>
    public static async Task KeepAsync(IPage page, string name)
    {
        if (Folder is { } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name), FullPage = true, Animations = ScreenshotAnimations.Disabled });
    }

    /// <summary>What another page's window shows: a picture of the documentation.</summary>
    public static async Task KeepWindowAsync(IPage page, string name)
    {
        if (Folder is { } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name), Animations = ScreenshotAnimations.Disabled });
    }

    /// <param name="height">Of the part of the page that something is on.</param>
    /// <param name="details">A section of the details, which are laid below the list and scrolled to it.</param>
    public static async Task TakeAsync(DashboardPage dashboard, string name, int height, ILocator? details = null)
    {
        if (Folder is not { } folder)
            return;

        var page = dashboard.Page;
        if (details is not null)
            await page.GetByRole(AriaRole.Button, new() { Name = "Split horizontal" }).ClickAsync();
        await page.SetViewportSizeAsync(Width, Math.Max(height, LowestPage));
        if (details is not null)
            await details.ScrollIntoViewIfNeededAsync();

        // A pointer over a row colours it.
        await page.Mouse.MoveAsync(0, 0);
        await page.ScreenshotAsync(new()
        {
            Path = Path.Combine(folder, name),
            Animations = ScreenshotAnimations.Disabled,
            Clip = new() { Width = Width, Height = height },
        });
    }
}

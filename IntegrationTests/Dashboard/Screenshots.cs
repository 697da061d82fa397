namespace PrivateInvoke.IntegrationTests.Dashboard;

/// <summary>The README's pictures: made where <c>PRIVATE_INVOKE_SCREENSHOTS</c> names a folder for them.</summary>
internal static class Screenshots
{
    private const string Variable = "PRIVATE_INVOKE_SCREENSHOTS";

    public static async Task TakeAsync(DashboardPage dashboard, string name)
    {
        if (System.Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } folder)
            return;

        // A pointer over a row colours it.
        await dashboard.Page.Mouse.MoveAsync(0, 0);
        await dashboard.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, name), Animations = Microsoft.Playwright.ScreenshotAnimations.Disabled });
    }
}

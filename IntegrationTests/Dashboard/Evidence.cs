using Microsoft.Playwright;

namespace PrivateInvoke.IntegrationTests.Dashboard;

/// <summary>What a page showed when a test of it failed: a screenshot, the text and what the AppHost printed.</summary>
internal static class Evidence
{
    public static async Task KeepAsync(IPage page, string output)
    {
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "TestResults", "dashboard")).FullName;
        var file = Path.Combine(folder, TestContext.Current.TestMethod!.MethodName);
        await File.WriteAllTextAsync($"{file}.log", output);
        try
        {
            await page.ScreenshotAsync(new() { Path = $"{file}.png" });
            await File.WriteAllTextAsync($"{file}.txt", $"{page.Url}\n\n{await page.Locator("body").AriaSnapshotAsync()}");
        }
        catch (PlaywrightException e)
        {
            // The test's own failure is told, not this one.
            await File.WriteAllTextAsync($"{file}.txt", $"{page.Url}\n\nThe page could not be read: {e.Message}");
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"What the page showed is in {file}.png, .txt and .log.");
    }
}

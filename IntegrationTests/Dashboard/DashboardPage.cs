using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace PrivateInvoke.IntegrationTests.Dashboard;

/// <summary>The dashboard by what a person sees and clicks: roles and texts, no markup.</summary>
internal sealed class DashboardPage(IPage page)
{
    public IPage Page => page;

    /// <summary>What a command shows of its result: by its element, since what is in it stands beside the one that has the role.</summary>
    public ILocator Dialog => page.Locator("fluent-dialog");

    /// <summary>The list of resources: its first row has the columns' names.</summary>
    public ILocator Resources => Region("Resources").GetByRole(AriaRole.Row);

    public ILocator Traces => Region("Traces").GetByRole(AriaRole.Row);

    public ILocator Trace(string name) => Traces.Filter(new() { HasText = name });

    /// <summary>A row of a trace: it starts with the resource and the span's name.</summary>
    public ILocator Span(string resource, string name) =>
        Region("Trace detail").GetByRole(AriaRole.Row, new() { Name = $"{resource}: {name}" });

    /// <summary>A resource in the list: its row starts with its type and its name.</summary>
    public ILocator Row(string resource) =>
        Region("Resources").GetByRole(AriaRole.Row, new() { NameRegex = new Regex($@"^[^:]+: {Regex.Escape(resource)}\s") });

    /// <summary>The second column.</summary>
    public ILocator State(string resource) => Row(resource).GetByRole(AriaRole.Gridcell).Nth(1);

    /// <summary>A section of the details, of a resource <c>Health checks</c>, of a span <c>Events</c>: by its element, as <see cref="Dialog"/>.</summary>
    public ILocator Section(string name) => page.Locator("fluent-accordion-item").Filter(new()
    {
        Has = page.GetByRole(AriaRole.Heading, new() { NameRegex = new Regex($@"^{Regex.Escape(name)} \d+$"), Level = 2 }),
    });

    /// <summary>The button of the command <c>Check path</c>.</summary>
    public const string CheckPath = "Judge every invoke path, hop by hop.";

    /// <summary>The button of the command <c>Send a quote</c>.</summary>
    public const string SendQuote = "POST /quotes";

    /// <summary>By the navigation at the left.</summary>
    public async Task GoToAsync(string name)
    {
        await page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link, new() { Name = name, Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = name, Exact = true, Level = 1 })).ToBeVisibleAsync();
    }

    public async Task ShowDetailsAsync(string resource)
    {
        await Row(resource).GetByRole(AriaRole.Gridcell).First.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { NameRegex = new Regex($": {Regex.Escape(resource)}$"), Level = 2 }))
            .ToBeVisibleAsync();
    }

    /// <summary>
    /// By a page that is loaded anew. The button that closes them has the list laid out again, and where a row changes meanwhile, the
    /// dashboard's grid uses what it has disposed (ObjectDisposedException in UpdateColumnInteractionsAsync), which ends the page.
    /// </summary>
    public async Task CloseDetailsAsync()
    {
        await page.GotoAsync(new Uri(page.Url).GetLeftPart(UriPartial.Authority));
        await Assertions.Expect(page.GetByRole(AriaRole.Columnheader, new() { Name = "Source", Exact = true })).ToBeVisibleAsync();
    }

    /// <summary>
    /// By the command's own button in the row, whose name begins with its description. A menu that is open while the row changes takes no click.
    /// </summary>
    public Task RunAsync(string resource, string description) =>
        Row(resource).GetByRole(AriaRole.Button, new() { Name = description }).ClickAsync();

    public async Task CloseDialogAsync()
    {
        await Dialog.GetByRole(AriaRole.Button, new() { Name = "Close", Exact = true }).ClickAsync();
        await Assertions.Expect(Dialog).ToBeHiddenAsync();
    }

    /// <summary>The address behind a resource's URL, once the resource has one.</summary>
    public async Task<Uri> AddressAsync(string resource, string url) =>
        new((await Row(resource).GetByRole(AriaRole.Link, new() { Name = url, Exact = true }).GetAttributeAsync("href"))!);

    /// <summary>The address behind one of the URLs in a resource's details: the list has room for the first.</summary>
    public async Task<Uri> UrlAsync(string resource, string url)
    {
        await ShowDetailsAsync(resource);
        var row = Section("URLs").GetByRole(AriaRole.Row).Filter(new() { HasText = url });
        return new((await row.GetByRole(AriaRole.Link).First.GetAttributeAsync("href"))!);
    }

    /// <summary>Posts what <c>Send a quote</c> posts to the front door that the page shows.</summary>
    public async Task QuoteAsync(HttpStatusCode expected)
    {
        await ExpectRuntimesAsync();
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(60) };
        using var answer = await client.PostAsJsonAsync(
            new Uri(await AddressAsync("lambda-endpoint", "Front door"), "/quotes"),
            new { weightGrams = 1200, destination = "JP-13" },
            TestContext.Current.CancellationToken);
        Assert.Equal(expected, answer.StatusCode);
    }

    /// <summary>An invoke waits for a runtime no longer than Lambda waits for an init, which a busy machine exceeds.</summary>
    public async Task ExpectRuntimesAsync()
    {
        await ShowDetailsAsync("lambda-endpoint");
        await Assertions.Expect(Section("Resource")).ToContainTextAsync("private-invoke-callee, private-invoke-caller");
        await CloseDetailsAsync();
    }

    /// <summary>The newest of that name.</summary>
    public Task ShowTraceAsync(string name) => Trace(name).Last.GetByRole(AriaRole.Gridcell).Nth(1).ClickAsync();

    public Task ShowSpanAsync(string resource, string name) => Span(resource, name).First.GetByRole(AriaRole.Gridcell).First.ClickAsync();

    /// <summary>A page whose connection to the server has ended shows what it last had, and every click does nothing.</summary>
    public async Task ExpectAliveAsync()
    {
        await GoToAsync("Structured logs");
        await GoToAsync("Resources");
        await Assertions.Expect(Row("lambda-endpoint")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("An unhandled error has occurred.")).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator("#components-reconnect-modal")).ToBeHiddenAsync();
    }

    private ILocator Region(string name) => page.GetByRole(AriaRole.Region, new() { Name = name, Exact = true });
}

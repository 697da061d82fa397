using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace PrivateInvoke.IntegrationTests.Dashboard;

/// <summary>The dashboard in a browser, of a system in which the caller reaches the callee.</summary>
public sealed class ReachableDashboardTests(ReachableAppHost host) : IClassFixture<ReachableAppHost>
{
    private static readonly string[] Names = ["infra", "lambda-endpoint", "caller", "callee"];

    [Fact(Timeout = 400_000)]
    public Task Every_resource_is_running_and_healthy() => host.SeeAsync(async dashboard =>
    {
        foreach (var name in Names)
            await Expect(dashboard.State(name)).ToHaveTextAsync("Running");
        await Expect(dashboard.Resources).ToHaveCountAsync(1 + Names.Length);
        await Screenshots.TakeAsync(dashboard, "dashboard-reachable.png", height: 345);

        await dashboard.ShowDetailsAsync("lambda-endpoint");
        await Expect(dashboard.Section("Health checks")).ToContainTextAsync("Reachable");
    });

    [Fact(Timeout = 400_000)]
    public Task The_front_door_is_the_first_address_of_the_interface_endpoint() => host.SeeAsync(async dashboard =>
        await Expect(dashboard.Row("lambda-endpoint").GetByRole(AriaRole.Link).First).ToHaveTextAsync("Front door"));

    [Fact(Timeout = 400_000)]
    public Task The_functions_are_shown_beneath_the_interface_endpoint() => host.SeeAsync(async dashboard =>
    {
        await Expect(dashboard.Row("caller")).ToBeVisibleAsync();
        await dashboard.ShowDetailsAsync("lambda-endpoint");

        foreach (var function in (string[])["caller", "callee"])
        {
            var references = dashboard.Section("Back references").GetByRole(AriaRole.Row).Filter(new() { HasText = function });
            await Expect(references).ToContainTextAsync("Parent");
        }
    });

    [Fact(Timeout = 400_000)]
    public Task Check_path_shows_its_report_and_the_page_stays_alive() => host.SeeAsync(async dashboard =>
    {
        await Expect(dashboard.State("lambda-endpoint")).ToHaveTextAsync("Running");

        await dashboard.RunAsync("infra", DashboardPage.CheckPath);

        await Expect(dashboard.Dialog).ToContainTextAsync("private-invoke-caller to private-invoke-callee: Reachable");
        await Expect(dashboard.Dialog).ToContainTextAsync("endpoint ingress");
        await dashboard.CloseDialogAsync();
        await dashboard.ExpectAliveAsync();
    });

    [Fact(Timeout = 400_000)]
    public Task Send_a_quote_shows_the_quote() => host.SeeAsync(async dashboard =>
    {
        await dashboard.ExpectRuntimesAsync();

        await dashboard.RunAsync("caller", DashboardPage.SendQuote);

        await Expect(dashboard.Dialog).ToContainTextAsync("\"computedBy\": \"private-invoke-callee\"");
        await dashboard.CloseDialogAsync();
        await dashboard.ExpectAliveAsync();
    });

    [Fact(Timeout = 400_000)]
    public Task The_path_explorer_sends_an_invoke_and_shows_it() => host.SeeAsync(async dashboard =>
    {
        await dashboard.ExpectRuntimesAsync();
        var page = dashboard.Page;

        await page.GotoAsync((await dashboard.UrlAsync("lambda-endpoint", "Path explorer")).ToString());
        await Expect(page.Locator(".verdict")).ToContainTextAsync("Reachable");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();

        await Expect(page.GetByLabel("Answer", new() { Exact = true })).ToContainTextAsync("\"computedBy\":\"private-invoke-callee\"");
        await Expect(page.Locator(".invokes li").First).ToContainTextAsync("private-invoke-caller → private-invoke-callee");
    });

    [Fact(Timeout = 400_000)]
    public Task A_quote_is_one_trace_from_the_caller_through_the_hops_to_the_callee() => host.SeeAsync(async dashboard =>
    {
        await dashboard.QuoteAsync(HttpStatusCode.OK);
        await dashboard.GoToAsync("Traces");

        await dashboard.ShowTraceAsync("POST /quotes");

        await Expect(dashboard.Span("caller", "POST /quotes")).ToBeVisibleAsync();
        await Expect(dashboard.Span("callee", "quote")).ToBeVisibleAsync();
        await dashboard.ShowSpanAsync("lambda-endpoint", "invoke-path");
        foreach (var hop in (string[])["caller egress", "endpoint ingress", "endpoint policy", "identity policy"])
            await Expect(dashboard.Section("Events")).ToContainTextAsync(hop);
    });

    [Fact(Timeout = 400_000)]
    public Task The_runtimes_polls_are_no_traces() => host.SeeAsync(async dashboard =>
    {
        await dashboard.QuoteAsync(HttpStatusCode.OK);
        // A poll ends with the invoke that it gets, and its trace would be there before the second invoke's.
        await dashboard.QuoteAsync(HttpStatusCode.OK);
        await dashboard.GoToAsync("Traces");
        await Expect(dashboard.Trace("POST /quotes").Nth(1)).ToBeVisibleAsync();

        // The row of the columns' names, and none of another kind but the path explorer's invoke, whose test may run beside this one.
        await Expect(dashboard.Traces.Filter(new() { HasNotTextRegex = new Regex("POST /quotes|invoke-path") })).ToHaveCountAsync(1);
    });

    private static ILocatorAssertions Expect(ILocator seen) => Assertions.Expect(seen);
}

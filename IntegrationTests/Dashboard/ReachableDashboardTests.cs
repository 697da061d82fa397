using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace PrivateInvoke.IntegrationTests.Dashboard;

/// <summary>The dashboard in a browser, of a system in which the caller reaches the callee.</summary>
[TestClass(DisableParallelization = true)]
public sealed class ReachableDashboardTests(ReachableAppHost host) : IClassFixture<ReachableAppHost>
{
    private static readonly string[] Names = ["infra", "lambda-endpoint", "caller", "callee"];

    [Fact(Timeout = 400_000)]
    public Task Every_resource_is_running_and_healthy() => host.SeeAsync(async dashboard =>
    {
        foreach (var name in Names)
            await Expect(dashboard.State(name)).ToHaveTextAsync("Running");

        Assert.All(await dashboard.Resources.AllTextContentsAsync(), row => Assert.DoesNotContain("Unhealthy", row, StringComparison.Ordinal));
        await dashboard.ShowDetailsAsync("lambda-endpoint");
        await Expect(dashboard.Region("Health checks")).ToContainTextAsync("Healthy");
    });

    [Fact(Timeout = 400_000)]
    public Task The_front_door_is_the_first_address_of_the_interface_endpoint() => host.SeeAsync(async dashboard =>
        await Expect(dashboard.Row("lambda-endpoint").GetByRole(AriaRole.Link).First).ToHaveTextAsync("Front door"));

    [Fact(Timeout = 400_000)]
    public Task The_functions_are_shown_beneath_the_interface_endpoint() => host.SeeAsync(async dashboard =>
    {
        await Expect(dashboard.Row("caller")).ToBeVisibleAsync();
        await dashboard.ShowDetailsAsync("lambda-endpoint");

        var references = dashboard.Region("Back references").GetByRole(AriaRole.Row);
        await Expect(references.Filter(new() { HasText = "caller" }).Filter(new() { HasText = "Parent" })).ToBeVisibleAsync();
        await Expect(references.Filter(new() { HasText = "callee" }).Filter(new() { HasText = "Parent" })).ToBeVisibleAsync();
    });

    [Fact(Timeout = 400_000)]
    public Task Check_path_shows_its_report_and_the_page_stays_alive() => host.SeeAsync(async dashboard =>
    {
        await Expect(dashboard.State("lambda-endpoint")).ToHaveTextAsync("Running");

        await dashboard.RunAsync("infra", "Check path");

        await Expect(dashboard.Dialog).ToContainTextAsync("Reachable");
        await Expect(dashboard.Dialog).ToContainTextAsync("private-invoke-callee");
        await dashboard.CloseDialogAsync();
        await dashboard.ExpectAliveAsync();
    });

    [Fact(Timeout = 400_000)]
    public Task Send_a_quote_shows_the_quote() => host.SeeAsync(async dashboard =>
    {
        await Expect(dashboard.State("caller")).ToHaveTextAsync("Running");

        await dashboard.RunAsync("caller", "Send a quote");

        await Expect(dashboard.Dialog).ToContainTextAsync("processId");
        await dashboard.CloseDialogAsync();
        await dashboard.ExpectAliveAsync();
    });

    [Fact(Timeout = 400_000)]
    public Task A_quote_is_one_trace_from_the_caller_through_the_hops_to_the_callee() => host.SeeAsync(async dashboard =>
    {
        await QuoteAsync(await dashboard.AddressAsync("lambda-endpoint", "Front door"));
        await dashboard.GoToAsync("Traces");
        await dashboard.Traces.Filter(new() { HasTextRegex = new Regex("quotes") }).First.GetByRole(AriaRole.Gridcell).Nth(1).ClickAsync();

        await Expect(dashboard.Spans.Filter(new() { HasText = "caller" }).First).ToBeVisibleAsync();
        await Expect(dashboard.Spans.Filter(new() { HasText = "callee" }).First).ToBeVisibleAsync();
        await dashboard.Spans.Filter(new() { Has = dashboard.Page.GetByText("lambda-endpoint") }).First.ClickAsync();
        await Expect(dashboard.Region("Events")).ToContainTextAsync("security group");
    });

    [Fact(Timeout = 400_000)]
    public Task The_runtimes_polls_are_no_traces() => host.SeeAsync(async dashboard =>
    {
        await QuoteAsync(await dashboard.AddressAsync("lambda-endpoint", "Front door"));
        await dashboard.GoToAsync("Traces");
        await Expect(dashboard.Traces.Filter(new() { HasText = "quotes" }).First).ToBeVisibleAsync();

        Assert.All(await dashboard.Traces.AllInnerTextsAsync(), row => Assert.DoesNotContain("invocation/next", row, StringComparison.Ordinal));
    });

    private static ILocatorAssertions Expect(ILocator seen) => Assertions.Expect(seen);

    private static async Task QuoteAsync(Uri door)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(60) };
        using var answer = await client.PostAsJsonAsync(
            new Uri(door, "/quotes"), new { weightGrams = 1200, destination = "JP-13" }, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}

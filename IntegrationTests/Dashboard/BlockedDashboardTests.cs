using System.Net;
using Microsoft.Playwright;

namespace PrivateInvoke.IntegrationTests.Dashboard;

/// <summary>The dashboard in a browser, of a system in which nothing leads from the caller to Lambda.</summary>
public sealed class BlockedDashboardTests(BlockedAppHost host) : IClassFixture<BlockedAppHost>
{
    [Fact(Timeout = 400_000)]
    public Task A_blocked_path_is_unhealthy_in_the_list_with_its_hop_and_its_fix_in_the_details() => host.SeeAsync(async dashboard =>
    {
        await Expect(dashboard.State("lambda-endpoint")).ToHaveTextAsync("Running (Unhealthy)");
        // A quote that got no answer may have left the number of the caller's errors beside it.
        await Expect(dashboard.State("caller")).ToHaveAttributeAsync("title", "Running");

        await dashboard.ShowDetailsAsync("lambda-endpoint");

        var checks = dashboard.Section("Health checks");
        await Expect(checks).ToContainTextAsync("private-invoke-caller to private-invoke-callee");
        await Expect(checks).ToContainTextAsync("Unhealthy");
        await Expect(checks).ToContainTextAsync("Blocked at route");
        await Expect(checks).ToContainTextAsync("Fix: Add resource \"aws_vpc_endpoint\"");
        await Screenshots.TakeAsync(dashboard, "dashboard-blocked.png", height: 760, checks);
    });

    [Fact(Timeout = 400_000)]
    public Task Check_path_shows_its_report_and_the_page_stays_alive() => host.SeeAsync(async dashboard =>
    {
        await Expect(dashboard.State("lambda-endpoint")).ToHaveTextAsync("Running (Unhealthy)");

        await dashboard.RunAsync("infra", DashboardPage.CheckPath);

        await Expect(dashboard.Dialog).ToContainTextAsync("private-invoke-caller to private-invoke-callee: Blocked");
        await Expect(dashboard.Dialog).ToContainTextAsync("Add resource \"aws_vpc_endpoint\"");
        await dashboard.CloseDialogAsync();
        await dashboard.ExpectAliveAsync();
    });

    [Fact(Timeout = 400_000)]
    public Task Send_a_quote_shows_that_the_callee_did_not_answer() => host.SeeInTurnAsync(async dashboard =>
    {
        await dashboard.ExpectRuntimesAsync();

        await dashboard.RunAsync("caller", DashboardPage.SendQuote);

        await Expect(dashboard.Dialog).ToContainTextAsync("\"status\": 504");
        await dashboard.CloseDialogAsync();
        await dashboard.ExpectAliveAsync();
    });

    [Fact(Timeout = 400_000)]
    public Task The_trace_of_the_caller_names_the_hop_at_which_its_packets_are_dropped() => host.SeeInTurnAsync(async dashboard =>
    {
        await dashboard.QuoteAsync(HttpStatusCode.GatewayTimeout);
        await dashboard.GoToAsync("Traces");

        await dashboard.ShowTraceAsync("POST /quotes");

        await Expect(dashboard.Span("caller", "POST /quotes")).ToBeVisibleAsync();
        await dashboard.ShowSpanAsync("lambda-endpoint", "invoke-path");
        await Expect(dashboard.Section("Events")).ToContainTextAsync("no interface endpoint takes the name over");
    });

    private static ILocatorAssertions Expect(ILocator seen) => Assertions.Expect(seen);
}

using System.Net;
using System.Net.Http.Json;
using Microsoft.Playwright;

namespace PrivateInvoke.IntegrationTests.Dashboard;

/// <summary>The dashboard in a browser, of a system in which nothing leads from the caller to Lambda.</summary>
[TestClass(DisableParallelization = true)]
public sealed class BlockedDashboardTests(BlockedAppHost host) : IClassFixture<BlockedAppHost>
{
    [Fact(Timeout = 400_000)]
    public Task A_blocked_path_is_unhealthy_in_the_list_with_its_hop_and_its_fix_in_the_details() => host.SeeAsync(async dashboard =>
    {
        await Expect(dashboard.State("lambda-endpoint")).ToHaveTextAsync("Running (Unhealthy)");
        await Screenshots.TakeAsync(dashboard, "dashboard-blocked.png");

        await dashboard.ShowDetailsAsync("lambda-endpoint");

        var checks = dashboard.Region("Health checks");
        await Expect(checks).ToContainTextAsync("private-invoke-caller");
        await Expect(checks).ToContainTextAsync("Unhealthy");
        await Expect(checks).ToContainTextAsync("aws_vpc_endpoint");
    });

    [Fact(Timeout = 400_000)]
    public Task Check_path_shows_its_report_and_the_page_stays_alive() => host.SeeAsync(async dashboard =>
    {
        await Expect(dashboard.State("lambda-endpoint")).ToHaveTextAsync("Running (Unhealthy)");

        await dashboard.RunAsync("infra", "Check path");

        await Expect(dashboard.Dialog).ToContainTextAsync("Blocked");
        await Expect(dashboard.Dialog).ToContainTextAsync("private-invoke-callee");
        await dashboard.CloseDialogAsync();
        await dashboard.ExpectAliveAsync();
    });

    [Fact(Timeout = 400_000)]
    public Task Send_a_quote_tells_that_it_got_504() => host.SeeAsync(async dashboard =>
    {
        await Expect(dashboard.State("caller")).ToHaveTextAsync("Running");

        await dashboard.RunAsync("caller", "Send a quote");

        await Expect(dashboard.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("504");
        await dashboard.ExpectAliveAsync();
    });

    [Fact(Timeout = 400_000)]
    public Task The_trace_of_a_refused_invoke_ends_at_the_hop_that_blocks_it() => host.SeeAsync(async dashboard =>
    {
        await Expect(dashboard.State("caller")).ToHaveTextAsync("Running");
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(60) };
        using var answer = await client.PostAsJsonAsync(
            new Uri(await dashboard.AddressAsync("lambda-endpoint", "Front door"), "/quotes"),
            new { weightGrams = 1200, destination = "JP-13" },
            TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.GatewayTimeout, answer.StatusCode);
    });

    private static ILocatorAssertions Expect(ILocator seen) => Assertions.Expect(seen);
}

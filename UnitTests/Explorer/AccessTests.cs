using System.Net;
using PrivateInvoke.Explorer;
using PrivateInvoke.Explorer.Page;
using PrivateInvoke.UnitTests.Cloud;

namespace PrivateInvoke.UnitTests.Explorer;

public sealed class AccessTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task The_token_of_the_first_address_becomes_a_cookie_and_without_either_nothing_is_shown()
    {
        await using var server = await StartAsync();
        using var stranger = new HttpClient();
        using var reader = new HttpClient();

        using var refused = await stranger.GetAsync(server.Address, Cancel);
        using var wrong = await stranger.GetAsync(new Uri(server.Address, "?t=0123"), Cancel);
        using var script = await stranger.GetAsync(new Uri(server.Address, "_framework/blazor.web.js"), Cancel);
        using var admitted = await reader.GetAsync(server.Login, Cancel);

        Assert.All([refused, wrong, script], response => Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode));
        Assert.Equal(server.Address, admitted.RequestMessage!.RequestUri);
        Assert.Equal(HttpStatusCode.OK, admitted.StatusCode);
        Assert.StartsWith("default-src 'none'; script-src 'self';", admitted.Headers.GetValues("Content-Security-Policy").First(), StringComparison.Ordinal);
        Assert.True((await reader.GetByteArrayAsync(new Uri(server.Address, "_framework/blazor.web.js"), Cancel)).Length > 100_000);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("Host", "attacker.example")]
    [InlineData("Origin", "https://attacker.example")]
    public async Task Other_sites_are_refused_whatever_they_know(string header, string value)
    {
        await using var server = await StartAsync();
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, server.Login);
        request.Headers.Add(header, value);

        using var response = await client.SendAsync(request, Cancel);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_port_that_is_taken_is_a_problem_with_a_way_out()
    {
        await using var first = await StartAsync();

        var problem = await Assert.ThrowsAsync<ProblemException>(() => ExplorerServer.StartAsync(new ExplorerFeed(), first.Address.Port, Cancel));

        Assert.Contains("--explorer-port", problem.Remedy, StringComparison.Ordinal);
    }

    private static Task<ExplorerServer> StartAsync()
    {
        var feed = new ExplorerFeed();
        feed.Use(ExploredPlan.Of(Scenario.Endpoint.Document));
        return ExplorerServer.StartAsync(feed, 0, Cancel);
    }
}

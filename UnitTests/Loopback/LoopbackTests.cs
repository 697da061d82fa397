using System.Net;
using PrivateInvoke.Local.Lambda;
using PrivateInvoke.Loopback;
using PrivateInvoke.UnitTests.Lambda;

namespace PrivateInvoke.UnitTests.Loopback;

public sealed class LoopbackTests
{
    [Theory(Timeout = 180_000)]
    [InlineData("Host", "evil.example", 403)]
    [InlineData("Host", "127.0.0.1.evil.example", 403)]
    [InlineData("Host", "localhost:1", 404)]
    [InlineData("Host", "app.localhost", 404)]
    [InlineData("Origin", "https://evil.example", 403)]
    [InlineData("Origin", "null", 403)]
    [InlineData("Origin", "http://localhost:3000", 404)]
    [InlineData("Sec-Fetch-Site", "cross-site", 403)]
    public async Task A_request_of_another_site_is_refused(string header, string value, int status)
    {
        await using var lambda = await LocalLambda.StartAsync(LocalLambda.Dummy());
        using var request = new HttpRequestMessage(HttpMethod.Get, "nothing");
        request.Headers.TryAddWithoutValidation(header, value);

        using var response = await lambda.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_port_in_use_is_named_with_the_way_out()
    {
        await using var first = await LocalLambda.StartAsync(LocalLambda.Dummy());
        var port = first.Host.ApiAddress.Port;

        var problem = await Assert.ThrowsAsync<ProblemException>(
            () => LambdaHost.StartAsync(new LambdaOptions { Functions = [], Port = port }, TestContext.Current.CancellationToken));

        Assert.Equal($"port {port} is in use by another program, and the Lambda API needs it", problem.Problem);
        Assert.Contains("--port", problem.Remedy);
    }

    [Fact(Timeout = 180_000)]
    public async Task Only_loopback_is_listened_on()
    {
        await using var server = await LoopbackServer.StartAsync(
            new LoopbackOptions { Name = "a test" }, _ => Task.CompletedTask, TestContext.Current.CancellationToken);

        Assert.True(IPAddress.IsLoopback(IPAddress.Parse(server.Address.Host)));
    }
}

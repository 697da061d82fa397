using System.Net;
using System.Net.Sockets;
using System.Text;
using PrivateInvoke.IntegrationTests.Environment;

namespace PrivateInvoke.IntegrationTests.Resilience;

/// <summary>Everything that goes wrong at once, in front of a real host: nothing hangs, nothing is left over, the next invoke works.</summary>
public sealed class LeakTests(TestRepository repository)
{
    private const string Callee = "private-invoke-callee";
    private const int Reserved = 5;

    private static readonly string SixMegabytes = $"\"{new string('x', (6 * 1024 * 1024) - 2)}\"";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 900_000)]
    public async Task A_storm_leaves_no_process_socket_or_file_behind()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has /proc to count in.");
        HostCounts first, second;
        await using (var host = await Host.StartProgramAsync(
            repository, Cancel, "--var", $"callee_reserved_concurrency={Reserved}", "--function", $"{Callee}={Programs.DummyFunction}"))
        {
            Assert.All(Listeners.Of(host.Program.Id), listener => Assert.StartsWith("0100007F:", listener, StringComparison.Ordinal));
            await StormAsync(host);
            first = await SettledAsync(host, HostCounts.Of(host.Program.Id) with { Sockets = int.MaxValue });
            await StormAsync(host);
            second = await SettledAsync(host, first with { Sockets = first.Sockets + (3 * Reserved) });
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"after one storm {first}, after two {second}");
        Assert.InRange(second.Processes, 0, first.Processes + Reserved);
        Assert.InRange(second.Sockets, 0, first.Sockets + (3 * Reserved));
        Assert.InRange(second.Files, 0, first.Files + (3 * Reserved));
    }

    private static async Task StormAsync(Host host)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = host.LambdaApi, Timeout = TimeSpan.FromSeconds(90) };
        var slow = await SlowAsync(host);
        var statuses = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => InvokeAsync(client, "1")));
        Assert.All(statuses, status => Assert.True(status is HttpStatusCode.OK or HttpStatusCode.TooManyRequests, $"{status}"));

        for (var i = 0; i < 3; i++)
            await InvokeAsync(client, """{"do":"die"}""");
        await HangUpAsync(client);
        Assert.Equal(HttpStatusCode.OK, await InvokeAsync(client, SixMegabytes));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await InvokeAsync(client, SixMegabytes + " "));
        Assert.Equal(HttpStatusCode.OK, await InvokeAsync(client, $$"""{"do":"print","text":"{{new string('y', 10_000)}}","times":10000}"""));
        Assert.Equal(HttpStatusCode.OK, await InvokeAsync(client, """{"do":"hang"}"""));
        Assert.Equal(HttpStatusCode.OK, await InvokeAsync(client, "1"));
        slow.ForEach(socket => socket.Dispose());
    }

    private static async Task<HttpStatusCode> InvokeAsync(HttpClient client, string payload, CancellationToken? patience = null)
    {
        using var content = new StringContent(payload, Encoding.UTF8, "application/json");
        using var response = await client.PostAsync($"2015-03-31/functions/{Callee}/invocations", content, patience ?? Cancel);
        return response.StatusCode;
    }

    private static async Task HangUpAsync(HttpClient client)
    {
        using var gone = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => InvokeAsync(client, """{"do":"hang"}""", gone.Token));
    }

    private static async Task<List<Socket>> SlowAsync(Host host)
    {
        var slow = new List<Socket>();
        for (var i = 0; i < 50; i++)
        {
            slow.Add(new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
            await slow[^1].ConnectAsync(IPAddress.Loopback, host.LambdaApi.Port, Cancel);
            await slow[^1].SendAsync("POST /2015-03-31/fun"u8.ToArray(), Cancel);
        }

        return slow;
    }

    /// <summary>A connection that was closed is gone a little later: invokes pass the time, and the test's deadline is the limit.</summary>
    private static async Task<HostCounts> SettledAsync(Host host, HostCounts wanted)
    {
        var counts = HostCounts.Of(host.Program.Id);
        while (counts.Sockets > wanted.Sockets)
        {
            using var response = await host.InvokeAsync(Callee, "1", Cancel);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            counts = HostCounts.Of(host.Program.Id);
        }

        return counts;
    }
}

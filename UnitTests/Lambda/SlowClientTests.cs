using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PrivateInvoke.UnitTests.Lambda;

/// <summary>Clients that begin a request and do not get on with it.</summary>
public sealed class SlowClientTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 180_000)]
    public async Task Others_do_not_wait_for_them()
    {
        await using var lambda = await LocalLambda.StartAsync(LocalLambda.Dummy());
        var slow = new List<Socket>();
        for (var i = 0; i < 200; i++)
            slow.Add(await BeginAsync(lambda, "POST /2015-03-31/functions/dummy/invocations HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: "));

        Assert.Equal("1", await lambda.AnswerAsync("1"));
        slow.ForEach(socket => socket.Dispose());
    }

    [Fact(Timeout = 180_000)]
    public async Task A_body_that_does_not_come_ends_the_connection()
    {
        await using var lambda = await LocalLambda.StartAsync(LocalLambda.Dummy());
        using var slow = await BeginAsync(
            lambda, "POST /2015-03-31/functions/dummy/invocations HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\n{");

        var answer = new List<byte>();
        var buffer = new byte[4096];
        for (int count; (count = await slow.ReceiveAsync(buffer, Cancel)) > 0;)
            answer.AddRange(buffer.AsSpan(0, count));

        Assert.StartsWith("HTTP/1.1 408", Encoding.ASCII.GetString([.. answer]), StringComparison.Ordinal);
        Assert.DoesNotContain(lambda.Log, line => line.Text.StartsWith("START", StringComparison.Ordinal));
    }

    private static async Task<Socket> BeginAsync(LocalLambda lambda, string text)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, lambda.Host.ApiAddress.Port, Cancel);
        await socket.SendAsync(Encoding.ASCII.GetBytes(text), Cancel);
        return socket;
    }
}

using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PrivateInvoke.Local.Endpoint;

namespace PrivateInvoke.UnitTests.Endpoint;

public sealed class ListenSocketTests
{
    /// <summary>Its SYN would be dropped for two minutes, and the turn with it.</summary>
    [Fact(Timeout = 180_000)]
    public async Task A_client_that_is_faster_than_the_connect_that_fills_the_queue_does_not_hold_the_turn()
    {
        Assert.SkipUnless(ClosableListener.CanShut, "Only Linux drops the SYN of a full queue.");
        var clients = new List<Socket>();
        await using var listening = await BindAsync(port =>
        {
            while (Connected(port) is { } client)
                clients.Add(client);
            return Tcp();
        });

        await listening.ShutAsync().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.Null(Connected(((IPEndPoint)listening.EndPoint).Port));
        clients.ForEach(client => client.Dispose());
    }

    /// <summary>The socket itself is told only after it is bound.</summary>
    private static async Task<ListenSocket> BindAsync(Func<int, Socket> filler)
    {
        Socket? socket = null;
        var factory = new SocketTransportFactory(
            Options.Create(new SocketTransportOptions { CreateBoundListenSocket = at => socket = SocketTransportOptions.CreateDefaultBoundListenSocket(at) }),
            NullLoggerFactory.Instance);
        var listener = await factory.BindAsync(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)listener.EndPoint).Port;
        return new ListenSocket(
            socket!, listener, Channel.CreateUnbounded<ConnectionContext>().Writer,
            new ListenSocketOptions(() => filler(port), "/proc/net", TimeProvider.System, _ => { }));
    }

    /// <returns>Null when nobody answers within what a connect on this machine takes many times over.</returns>
    private static Socket? Connected(int port)
    {
        var socket = Tcp();
        if (socket.ConnectAsync(IPAddress.Loopback, port).Wait(TimeSpan.FromMilliseconds(500), TestContext.Current.CancellationToken))
            return socket;

        socket.Dispose();
        return null;
    }

    private static Socket Tcp() => new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
}

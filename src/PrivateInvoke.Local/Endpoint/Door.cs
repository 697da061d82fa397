using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PrivateInvoke.Local.Lambda.Isolation;

namespace PrivateInvoke.Local.Endpoint;

/// <summary>
/// The endpoint's listening sockets, here and in the networks of isolated processes. They can be shut without giving up their ports:
/// shut, a client's connect gets no answer at all, so that its connect timeout fires as it would in a VPC. Linux only; elsewhere the
/// door stays open and requests are held instead.
/// </summary>
internal sealed class Door(ILoggerFactory loggers, TimeProvider time, Action<int> attempted) : IConnectionListenerFactory, IConnectionListener
{
    private readonly SemaphoreSlim _turning = new(1);
    private readonly List<Doorway> _doorways = [];
    private readonly Channel<ConnectionContext> _entered = Channel.CreateUnbounded<ConnectionContext>(
        new UnboundedChannelOptions { SingleReader = true });

    private bool _shut;

    public static bool CanShut => OperatingSystem.IsLinux();

    public EndPoint EndPoint { get; private set; } = new IPEndPoint(IPAddress.Loopback, 0);

    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var around = new DoorwaySurroundings(
            () => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp), "/proc/net", time, attempted);
        EndPoint = (await AddAsync(endpoint, SocketTransportOptions.CreateDefaultBoundListenSocket, around)).EndPoint;
        return this;
    }

    /// <summary>Lets the clients of another network in, until what is returned is disposed.</summary>
    public async ValueTask<IAsyncDisposable> AddAsync(OpenedSockets sockets)
    {
        var around = new DoorwaySurroundings(
            () => sockets.Spare.TryDequeue(out var spare) ? spare : null, $"/proc/{sockets.Process}/net", time, attempted);
        var doorway = await AddAsync(sockets.Listening.LocalEndPoint!, _ => sockets.Listening, around);
        return new Leaving(this, doorway, sockets.Spare);
    }

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (await _entered.Reader.WaitToReadAsync(cancellationToken))
        {
            if (_entered.Reader.TryRead(out var connection))
                return connection;
        }

        return null;
    }

    public Task ShutAsync() => TurnAsync(shut: true);

    public Task OpenAsync() => TurnAsync(shut: false);

    public async ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        await _turning.WaitAsync(CancellationToken.None);
        try
        {
            foreach (var doorway in _doorways)
                await doorway.DisposeAsync();
            _doorways.Clear();
            _entered.Writer.TryComplete();
        }
        finally
        {
            _turning.Release();
        }
    }

    public ValueTask DisposeAsync() => UnbindAsync();

    private async Task<Doorway> AddAsync(EndPoint endpoint, Func<EndPoint, Socket> bound, DoorwaySurroundings around)
    {
        Socket? socket = null;
        var factory = new SocketTransportFactory(
            Options.Create(new SocketTransportOptions { CreateBoundListenSocket = at => socket = bound(at) }), loggers);
        var listener = await factory.BindAsync(endpoint);
        await _turning.WaitAsync();
        try
        {
            var doorway = new Doorway(socket!, listener, _entered.Writer, around);
            _doorways.Add(doorway);
            if (_shut)
                await doorway.ShutAsync();
            return doorway;
        }
        finally
        {
            _turning.Release();
        }
    }

    private async Task TurnAsync(bool shut)
    {
        await _turning.WaitAsync();
        try
        {
            _shut = shut;
            foreach (var doorway in _doorways)
                await (shut ? doorway.ShutAsync() : doorway.OpenAsync());
        }
        finally
        {
            _turning.Release();
        }
    }

    private async Task RemoveAsync(Doorway doorway)
    {
        await _turning.WaitAsync();
        try
        {
            if (_doorways.Remove(doorway))
                await doorway.DisposeAsync();
        }
        finally
        {
            _turning.Release();
        }
    }

    private sealed class Leaving(Door door, Doorway doorway, Queue<Socket> spare) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await door.RemoveAsync(doorway);
            while (spare.TryDequeue(out var socket))
                socket.Dispose();
        }
    }
}

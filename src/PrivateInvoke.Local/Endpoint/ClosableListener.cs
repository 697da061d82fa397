using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using PrivateInvoke.Local.Lambda.Isolation;
using PrivateInvoke.Machine;

namespace PrivateInvoke.Local.Endpoint;

/// <summary>
/// The endpoint's listening sockets, here and in the networks of isolated processes. They can be shut without giving up their ports:
/// shut, a client's connect gets no answer at all, so that its connect timeout fires as it would in a VPC. Linux only; elsewhere the
/// sockets stay open and requests are held instead.
/// </summary>
internal sealed class ClosableListener(ILoggerFactory loggers, TimeProvider time, Action<int> attempted) : IConnectionListenerFactory, IConnectionListener
{
    private readonly SemaphoreSlim _turning = new(1);
    private readonly List<ListenSocket> _sockets = [];
    private readonly Channel<ConnectionContext> _entered = Channel.CreateUnbounded<ConnectionContext>(
        new UnboundedChannelOptions { SingleReader = true });

    private bool _shut;
    private volatile bool _isShut;

    public static bool CanShut => OperatingSystem.IsLinux();

    /// <summary>Whether a connect gets no answer, on any of its sockets.</summary>
    public bool IsShut => _isShut;

    public EndPoint EndPoint { get; private set; } = new IPEndPoint(IPAddress.Loopback, 0);

    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var around = new ListenSocketOptions(
            () => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp), "/proc/net", time, attempted);
        EndPoint = (await AddAsync(endpoint, SocketTransportOptions.CreateDefaultBoundListenSocket, around)).EndPoint;
        return this;
    }

    /// <summary>Lets the clients of another network in, until what is returned is disposed.</summary>
    public async ValueTask<IAsyncDisposable> AddAsync(IsolatedSockets sockets)
    {
        var around = new ListenSocketOptions(
            () => sockets.Spare.TryDequeue(out var spare) ? spare : null, $"/proc/{sockets.Process}/net", time, attempted);
        var listening = await AddAsync(sockets.Listening.LocalEndPoint!, _ => sockets.Listening, around);
        return new Leaving(this, listening, sockets.Spare);
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
            foreach (var listening in _sockets)
                await listening.DisposeAsync();
            _sockets.Clear();
            _entered.Writer.TryComplete();
        }
        finally
        {
            _turning.Release();
        }
    }

    public ValueTask DisposeAsync() => UnbindAsync();

    private async Task<ListenSocket> AddAsync(EndPoint endpoint, Func<EndPoint, Socket> bound, ListenSocketOptions around)
    {
        Socket? socket = null;
        var listener = await LoopbackTransport.Create(loggers, listening: at => socket = bound(at)).BindAsync(endpoint);
        await _turning.WaitAsync();
        try
        {
            var listening = new ListenSocket(socket!, listener, _entered.Writer, around);
            _sockets.Add(listening);
            if (_shut)
            {
                await listening.ShutAsync();
                _isShut &= listening.IsShut;
            }

            return listening;
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
            foreach (var listening in _sockets)
                await (shut ? listening.ShutAsync() : listening.OpenAsync());
            _isShut = shut && _sockets.TrueForAll(listening => listening.IsShut);
        }
        finally
        {
            _turning.Release();
        }
    }

    private async Task RemoveAsync(ListenSocket listening)
    {
        await _turning.WaitAsync();
        try
        {
            if (_sockets.Remove(listening))
                await listening.DisposeAsync();
        }
        finally
        {
            _turning.Release();
        }
    }

    private sealed class Leaving(ClosableListener listener, ListenSocket listening, Queue<Socket> spare) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await listener.RemoveAsync(listening);
            while (spare.TryDequeue(out var socket))
                socket.Dispose();
        }
    }
}

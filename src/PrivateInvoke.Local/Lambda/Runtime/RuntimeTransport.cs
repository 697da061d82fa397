using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using PrivateInvoke.Local.Lambda.Isolation;
using PrivateInvoke.Machine;

namespace PrivateInvoke.Local.Lambda.Runtime;

/// <summary>
/// Gives each environment a port of its own and all of them one Kestrel. Runtime clients take <c>AWS_LAMBDA_RUNTIME_API</c> as
/// <c>host:port</c> and several break on a path behind it, so the port is what tells the environments apart; a Kestrel binds its
/// ports once, at its start, so the connections of ports opened later come in through this.
/// </summary>
internal sealed class RuntimeTransport(ILoggerFactory loggers) : IConnectionListenerFactory, IConnectionListener
{
    private readonly ILoggerFactory _loggers = loggers;
    private readonly SocketTransportFactory _sockets = LoopbackTransport.Create(loggers);
    private readonly Channel<ConnectionContext> _accepted = Channel.CreateUnbounded<ConnectionContext>(
        new UnboundedChannelOptions { SingleReader = true });

    public EndPoint EndPoint { get; } = new IPEndPoint(IPAddress.Loopback, 0);

    public async Task<RuntimeAddress> OpenAsync(IRuntimeSession session)
    {
        var listener = await _sockets.BindAsync(new IPEndPoint(IPAddress.Loopback, 0));
        return new RuntimeAddress(listener, session, _accepted.Writer);
    }

    /// <summary>The same address in the network of an isolated process.</summary>
    public IReachableServer Opening(RuntimeAddress address, IRuntimeSession session) => new Inside(this, address.Port, session);

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<IConnectionListener>(this);

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (await _accepted.Reader.WaitToReadAsync(cancellationToken))
        {
            if (_accepted.Reader.TryRead(out var connection))
                return connection;
        }

        return null;
    }

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        _accepted.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => UnbindAsync();

    private sealed class Inside(RuntimeTransport transport, int port, IRuntimeSession session) : IReachableServer
    {
        public int Port => port;

        public async ValueTask<IAsyncDisposable> ListenAsync(IsolatedSockets sockets)
        {
            // Nobody shuts this one.
            while (sockets.Spare.TryDequeue(out var spare))
                spare.Dispose();

            var listener = await LoopbackTransport.Create(transport._loggers, listening: _ => sockets.Listening).BindAsync(sockets.Listening.LocalEndPoint!);
            return new RuntimeAddress(listener, session, transport._accepted.Writer);
        }
    }
}

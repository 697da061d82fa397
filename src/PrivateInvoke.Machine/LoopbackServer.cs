using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace PrivateInvoke.Machine;

/// <summary>
/// One HTTP/1.1 server on 127.0.0.1: Kestrel without the web host, since a laptop starts five of these and waits for all of them.
/// Nothing but loopback or a socket in a folder is ever bound, and <see cref="LoopbackGuard"/> turns browsers of other sites away.
/// </summary>
public sealed class LoopbackServer : IAsyncDisposable
{
    private readonly KestrelServer _kestrel;
    private int _stopped;

    private LoopbackServer(KestrelServer kestrel, int port)
    {
        _kestrel = kestrel;
        Port = port;
    }

    public int Port { get; }

    /// <summary><c>http://127.0.0.1:PORT/</c></summary>
    public Uri Address => new($"http://127.0.0.1:{Port}/");

    /// <exception cref="ProblemException">The port is taken, or may not be bound.</exception>
    public static async Task<LoopbackServer> StartAsync(
        LoopbackOptions options, RequestDelegate handler, CancellationToken cancellationToken)
    {
        var kestrelOptions = new KestrelServerOptions { AddServerHeader = false, AllowSynchronousIO = false };
        kestrelOptions.Limits.MaxRequestBodySize = options.MaxBodySize;
        kestrelOptions.Limits.KeepAliveTimeout = options.KeepAlive;
        ListenOptions? listen = null;
        if (options.Socket is { } socket)
        {
            // A gRPC stream may be idle for as long as it is open.
            kestrelOptions.Limits.MinRequestBodyDataRate = null;
            kestrelOptions.Limits.MinResponseDataRate = null;
            kestrelOptions.ListenUnixSocket(socket, o => o.Protocols = HttpProtocols.Http2);
        }
        else
        {
            kestrelOptions.Listen(IPAddress.Loopback, options.Port, o =>
            {
                o.Protocols = HttpProtocols.Http1;
                listen = o;
            });
        }

        var transport = options.Transport ?? LoopbackTransport.Create(options.Loggers);
        var kestrel = new KestrelServer(Options.Create(kestrelOptions), transport, options.Loggers);
        var application = new LoopbackApplication(handler, options.Loggers.CreateLogger<LoopbackServer>(), isGuarded: options.Socket is null);
        try
        {
            await kestrel.StartAsync(application, cancellationToken);
        }
        catch (Exception e) when (PortProblem(options, e) is { } problem)
        {
            kestrel.Dispose();
            throw problem;
        }

        return new LoopbackServer(kestrel, listen?.IPEndPoint!.Port ?? 0);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _stopped, 1) == 1)
            return;

        // Long polls and held requests never end by themselves: connections are closed, not waited for.
        await _kestrel.StopAsync(new CancellationToken(canceled: true));
        _kestrel.Dispose();
    }

    private static ProblemException? PortProblem(LoopbackOptions options, Exception e)
    {
        for (var cause = e; cause is not null; cause = cause.InnerException)
        {
            if (cause is AddressInUseException
                or System.Net.Sockets.SocketException { SocketErrorCode: System.Net.Sockets.SocketError.AddressAlreadyInUse })
            {
                return new ProblemException(
                    $"port {options.Port} is in use by another program, and {options.Name} needs it",
                    "Stop that program, or choose other ports with --port N (0 takes free ones).", e);
            }

            if (cause is System.Net.Sockets.SocketException { SocketErrorCode: System.Net.Sockets.SocketError.AccessDenied })
            {
                return new ProblemException(
                    $"port {options.Port}, which {options.Name} needs, may not be bound by this user",
                    "Choose ports above 1023 with --port N (0 takes free ones).", e);
            }
        }

        return null;
    }
}

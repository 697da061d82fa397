using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace PrivateInvoke.Machine;

/// <summary>
/// Kestrel's sockets for servers whose handlers never block a thread: a request is handled on the thread that its bytes came in on, and
/// an answer leaves from the one that wrote it. Each hop to another thread would cost as much as an endpoint's decision.
/// </summary>
internal static class LoopbackTransport
{
    /// <param name="listening">Makes the socket that listens, where it is none of Kestrel's own.</param>
    public static SocketTransportFactory Create(ILoggerFactory loggers, Func<EndPoint, Socket>? listening = null)
    {
        var options = new SocketTransportOptions { UnsafePreferInlineScheduling = true };
        if (listening is not null)
            options.CreateBoundListenSocket = listening;
        return new SocketTransportFactory(Options.Create(options), loggers);
    }
}

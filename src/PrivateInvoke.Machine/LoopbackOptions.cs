using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace PrivateInvoke.Machine;

public sealed record LoopbackOptions
{
    /// <summary>What listens there, for messages: <c>the Lambda API</c>.</summary>
    public required string Name { get; init; }

    /// <summary>0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>A Unix socket's path, for gRPC (HTTP/2) between programs of this user, in place of a port.</summary>
    internal string? Socket { get; init; }

    /// <summary>Bytes; a guard against endless uploads, above the limit that the server's own protocol answers for.</summary>
    public long MaxBodySize { get; init; } = 16 * 1024 * 1024;

    /// <summary>How long an idle connection is kept.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(130);

    public ILoggerFactory Loggers { get; init; } = NullLoggerFactory.Instance;

    internal IConnectionListenerFactory? Transport { get; init; }
}

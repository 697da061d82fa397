using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace PrivateInvoke.Local.Lambda.Front;

public sealed record FrontDoorOptions
{
    /// <summary>The function behind it.</summary>
    public required string Function { get; init; }

    /// <summary>0 takes a free one.</summary>
    public int Port { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public ILoggerFactory Loggers { get; init; } = NullLoggerFactory.Instance;
}

using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace PrivateInvoke.Local.Lambda;

public sealed record LambdaOptions
{
    public required IReadOnlyList<FunctionSpec> Functions { get; init; }

    /// <summary>Of the Lambda API; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Invocations at the same time over all functions; AWS's default for an account.</summary>
    public int AccountConcurrency { get; init; } = 1000;

    /// <summary>
    /// Processes of one function at the same time. Invocations beyond them count as running and wait for the next free process: a
    /// laptop has fewer cores than AWS.
    /// </summary>
    public int MaxProcesses { get; init; } = 64;

    public TimeSpan InitTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long an environment without invocations is kept.</summary>
    public TimeSpan IdleTime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Lifts init and function timeouts, for debugging.</summary>
    public bool NoTimeouts { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Called for every line, from several threads, in the way of the invocation: it must not block.</summary>
    public Action<FunctionLogLine>? Log { get; init; }

    public ILoggerFactory Loggers { get; init; } = NullLoggerFactory.Instance;
}

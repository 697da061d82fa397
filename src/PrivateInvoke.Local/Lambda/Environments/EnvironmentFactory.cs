using PrivateInvoke.Local.Lambda.Isolation;
using PrivateInvoke.Local.Lambda.Runtime;

namespace PrivateInvoke.Local.Lambda.Environments;

/// <summary>What every environment of a host is made with.</summary>
internal sealed record EnvironmentFactory
{
    public required RuntimeTransport Runtime { get; init; }

    public required SpawnThread Spawner { get; init; }

    public required DeathWatch Watch { get; init; }

    public required MemoryWatch Memory { get; init; }

    public required TimeProvider Time { get; init; }

    public required Action<FunctionLogLine>? Sink { get; init; }

    public required TimeSpan IdleTime { get; init; }

    public required bool NoTimeouts { get; init; }

    public required Func<string, FunctionCredentials> Credentials { get; init; }

    /// <summary>By function: what its processes reach in a network of their own; null: they have this machine's.</summary>
    public required Func<string, IReadOnlyList<IReachableServer>?> Openings { get; init; }

    /// <summary>By function: variables that the host adds to the plan's.</summary>
    public required Func<string, IReadOnlyDictionary<string, string>> Added { get; init; }
}

/// <summary>Whom an environment tells what became of it.</summary>
internal interface IEnvironmentOwner
{
    /// <summary>It can take another invocation.</summary>
    void Free(ExecutionEnvironment environment);

    /// <summary>It has been idle for its idle time.</summary>
    void Idle(ExecutionEnvironment environment);

    /// <param name="undelivered">An invocation that it was given and whose runtime never saw it.</param>
    void Ended(ExecutionEnvironment environment, Invocation? undelivered);
}

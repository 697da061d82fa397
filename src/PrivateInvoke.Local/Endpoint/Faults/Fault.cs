using System.Globalization;

namespace PrivateInvoke.Local.Endpoint.Faults;

/// <summary>
/// What goes wrong on demand between a caller that may invoke and a callee that would answer: for tests of the caller's own
/// resilience.
/// </summary>
public abstract record Fault
{
    private Fault()
    {
    }

    /// <summary>The invoke is handed on after a while.</summary>
    public sealed record Latency(TimeSpan Delay) : Fault
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"latency={Delay.TotalMilliseconds:0.###}ms");
    }

    /// <summary>The request is taken and never answered; the callee does not run.</summary>
    public sealed record Silence : Fault
    {
        public override string ToString() => "silence";
    }

    /// <summary>The connection is reset when the request has arrived; the callee does not run.</summary>
    public sealed record Reset : Fault
    {
        public override string ToString() => "reset";
    }

    /// <summary>429, as from a rate limit.</summary>
    public sealed record Throttled : Fault
    {
        public override string ToString() => "429";
    }

    /// <summary>500, as from Lambda itself.</summary>
    public sealed record ServerError : Fault
    {
        public override string ToString() => "500";
    }

    /// <summary>The callee runs, and the connection is reset before its answer: a client that retries makes it run twice.</summary>
    public sealed record LostAnswer : Fault
    {
        public override string ToString() => "lost-answer";
    }

    /// <summary>
    /// A connection that was used before is gone, as after the 350 s of idleness that a network load balancer allows: the request on
    /// it meets a reset. The first request of a connection passes.
    /// </summary>
    public sealed record IdlePurge : Fault
    {
        public override string ToString() => "idle-purge";
    }
}

using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using PrivateInvoke.Local.Endpoint.Faults;
using PrivateInvoke.Local.Lambda;
using PrivateInvoke.Local.Lambda.Api;
using PrivateInvoke.Paths;

namespace PrivateInvoke.Local.Endpoint;

public sealed record InterfaceEndpointOptions
{
    /// <summary>The function whose packets arrive here: one port a caller, as each has security groups of its own.</summary>
    public required string Caller { get; init; }

    /// <summary>Whose Lambda it leads to, and for which requests have to be signed; null: any.</summary>
    public string? Region { get; init; }

    /// <summary>0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Where invokes go that arrive.</summary>
    public required Upstream Upstream { get; init; }

    /// <summary>The invoke paths known at the start; those of other callers do no harm.</summary>
    public IReadOnlyList<InvokePath> Paths { get; init; } = [];

    /// <summary>Asked for a caller and a callee that <see cref="Paths"/> does not hold; null from it leaves the invoke undecided.</summary>
    public Func<string, FunctionReference, InvokePath?>? Ask { get; init; }

    /// <summary>The OpenTelemetry spans that the caller works for: a dropped packet is of one of them, and names none.</summary>
    public Func<IReadOnlyCollection<ActivityContext>> Traces { get; init; } = () => [];

    /// <summary>By access key id: whose it is; null for an unknown key.</summary>
    public required Func<string, FunctionCredentials?> Credentials { get; init; }

    /// <summary>Off: any signature passes, and the caller's own permissions count.</summary>
    public bool ChecksSignature { get; init; } = true;

    /// <summary>Closes the connection where a packet would be dropped.</summary>
    public bool FailFast { get; init; }

    /// <summary>Refuses what is undecided.</summary>
    public bool Strict { get; init; }

    /// <summary>What happens to requests that would be forwarded.</summary>
    public IReadOnlyList<FaultOrder> Faults { get; init; } = [];

    /// <summary>Called for every decision, in the way of the request: it must not block.</summary>
    public Action<EndpointDecision>? Decided { get; init; }

    /// <summary>Called when a request has ended that was decided; as <see cref="Decided"/>.</summary>
    public Action<EndpointAnswer>? Answered { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public ILoggerFactory Loggers { get; init; } = NullLoggerFactory.Instance;
}

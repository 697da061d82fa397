using PrivateInvoke.Local.Endpoint;
using PrivateInvoke.Local.Endpoint.Faults;
using PrivateInvoke.Local.Lambda;

namespace PrivateInvoke.Local;

public sealed record LocalOptions
{
    public required FunctionPrograms Programs { get; init; }

    /// <summary>The front door's; the first caller's interface endpoint and the Lambda API take the next two. 0: free ports.</summary>
    public int Port { get; init; }

    /// <summary>Closes the connection of a blocked invoke at once.</summary>
    public bool FailFast { get; init; }

    /// <summary>Refuses an invoke whose path is undecided.</summary>
    public bool Strict { get; init; }

    /// <summary>Lifts init and function timeouts, for debugging.</summary>
    public bool NoTimeouts { get; init; }

    /// <summary>Which Lambda API stands behind a caller's interface endpoint, by this process's own one and the caller's region.</summary>
    public Func<LambdaHost, string, Upstream> Upstream { get; init; } = (lambda, _) => new Upstream.Embedded(lambda);

    /// <summary>Gives callers that are in a VPC without a NAT gateway a network without other ways out. Linux only.</summary>
    public bool Isolate { get; init; }

    /// <summary>What happens to invokes that the endpoints forward.</summary>
    public IReadOnlyList<FaultOrder> Faults { get; init; } = [];

    /// <summary>Called for every line of a function's log; must not block.</summary>
    public Action<FunctionLogLine>? Log { get; init; }

    /// <summary>Called for every decision of an interface endpoint; must not block.</summary>
    public Action<EndpointDecision>? Decided { get; init; }

    /// <summary>Called when a request has ended that an interface endpoint decided; must not block.</summary>
    public Action<EndpointAnswer>? Answered { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;
}

namespace PrivateInvoke.Local.Endpoint;

/// <summary>How a request ended that the interface endpoint decided.</summary>
public sealed record EndpointAnswer
{
    public required EndpointDecision Decision { get; init; }

    /// <summary>From the request's arrival to the decision.</summary>
    public required TimeSpan Decided { get; init; }

    /// <summary>From the request's arrival to the end of its answer.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Null where the client got no answer.</summary>
    public int? Status { get; init; }

    /// <summary>By which the callee's log names the invoke; null where nothing told it.</summary>
    public string? RequestId { get; init; }
}

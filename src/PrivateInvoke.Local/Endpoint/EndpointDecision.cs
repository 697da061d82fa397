using PrivateInvoke.Local.Endpoint.Faults;
using PrivateInvoke.Paths;

namespace PrivateInvoke.Local.Endpoint;

/// <summary>What the interface endpoint did with a request, and why.</summary>
public sealed record EndpointDecision
{
    public required DateTimeOffset Time { get; init; }

    public required string Caller { get; init; }

    /// <summary>Null when it is not known: the request was no invoke, or it never got as far as to name one.</summary>
    public required string? Callee { get; init; }

    public required Verdict Verdict { get; init; }

    public required EndpointAction Action { get; init; }

    /// <summary>One sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>The first hop that decided it; null when no hop did.</summary>
    public Hop? Hop { get; init; }

    public InvokePath? Path { get; init; }

    /// <summary>The fault on demand that met what was forwarded; null without one.</summary>
    public Fault? Fault { get; init; }

    /// <summary>For a person: what happened, and on a second line what to change.</summary>
    public override string ToString()
    {
        var at = Hop?.Address is { } address ? $" at {address}" : "";
        var text = $"{Caller} → {Callee ?? "?"}: {Verdict}{at}, {ActionText}. {Reason}";
        return Hop?.Fix is { } fix ? $"{text}{Environment.NewLine}  {fix}" : text;
    }

    /// <summary>The action in a few words: <c>forwarded</c>, <c>403</c>.</summary>
    public string ActionText => Action switch
    {
        EndpointAction.Forwarded when Fault is not null => $"forwarded with the fault {Fault}",
        EndpointAction.Forwarded => "forwarded",
        EndpointAction.Dropped => "no answer, as dropped packets",
        EndpointAction.Aborted => "connection closed",
        EndpointAction.Denied => "403",
        EndpointAction.NotFound => "404",
        EndpointAction.Throttled => "429",
        EndpointAction.Recursion => "400",
        _ => "signature refused",
    };
}

public enum EndpointAction
{
    Forwarded,

    /// <summary>Never answered; the client waits for its own timeout.</summary>
    Dropped,

    /// <summary>What would be dropped, with <see cref="InterfaceEndpointOptions.FailFast"/>.</summary>
    Aborted,
    Denied,
    NotFound,
    Throttled,
    Recursion,

    /// <summary>Not signed, not by a known key, or not validly.</summary>
    SignatureRefused,
}

using PrivateInvoke.Local.Lambda.Api;
using PrivateInvoke.Paths;

namespace PrivateInvoke.Local.Endpoint;

/// <summary>What is to be done with a request, before anything is sent anywhere.</summary>
internal abstract record RequestDecision(Verdict Verdict, Hop? Hop, string Reason)
{
    public sealed record Forward(Verdict Verdict, Hop? Hop, string Reason) : RequestDecision(Verdict, Hop, Reason);

    /// <summary>Packets are lost: no answer, ever.</summary>
    public sealed record Drop(Hop Hop) : RequestDecision(Verdict.Blocked, Hop, Hop.Message);

    public sealed record Refuse(Verdict Verdict, Hop? Hop, string Reason, EndpointAction Action, ApiError Error)
        : RequestDecision(Verdict, Hop, Reason);

    /// <summary>A request that no path speaks of.</summary>
    public static RequestDecision OfUnknown(string caller, string action, bool strict) =>
        Undecided(hop: null, $"No plan says whether {caller} may {action}.", strict);

    /// <summary>A request that the network lets through.</summary>
    public static RequestDecision Of(InvokePath path, bool strict)
    {
        if (path.Blockers.FirstOrDefault() is { } hop)
            return Blocked(path, hop);

        return path.Hops.FirstOrDefault(h => h.Result is HopResult.Undecided) is { } open
            ? Undecided(open, open.Message, strict)
            : new Forward(Verdict.Reachable, Hop: null, Way(path.Via));
    }

    private static RequestDecision Blocked(InvokePath path, Hop hop) => hop.Kind.WhenBlocked() switch
    {
        CallerSees.AccessDenied => new Refuse(
            Verdict.Blocked, hop, hop.Message, EndpointAction.Denied, ApiError.AccessDenied(hop.Message)),
        CallerSees.NotFound => new Refuse(
            Verdict.Blocked, hop, hop.Message, EndpointAction.NotFound, ApiError.FunctionNotFound(path.Callee.Name)),
        CallerSees.Throttled => new Refuse(
            Verdict.Blocked, hop, hop.Message, EndpointAction.Throttled,
            ApiError.Throttled("ReservedFunctionConcurrentInvocationLimitExceeded")),
        CallerSees.Recursion => new Refuse(
            Verdict.Blocked, hop, hop.Message, EndpointAction.Recursion, ApiError.Recursive(hop.Message)),
        _ => new Drop(hop),
    };

    private static RequestDecision Undecided(Hop? hop, string unknown, bool strict) => strict
        ? new Refuse(
            Verdict.Undecided, hop, unknown, EndpointAction.Denied,
            ApiError.AccessDenied($"Undecided, and --strict refuses that: {unknown}"))
        : new Forward(Verdict.Undecided, hop, unknown);

    private static string Way(Via via) => via switch
    {
        Via.InterfaceEndpoint => "The interface endpoint lets it through.",
        Via.GatewayEndpoint => "The gateway endpoint lets it through.",
        Via.Nat => "The NAT gateway lets it through.",
        Via.AwsNetwork => "AWS's own network, since the caller is in no VPC, lets it through.",
        _ => "No known way lets it through.",
    };
}

using PrivateInvoke.Paths.Rules;

namespace PrivateInvoke.Paths;

/// <summary>The hops of one way, and how it travels.</summary>
internal sealed record NetworkHops(Via Via, IReadOnlyList<Hop> Hops)
{
    public bool IsBlocked => Hops.Any(hop => hop.Result is HopResult.Blocked);

    public static NetworkHops Of(ApiCall call, Destination destination) => destination switch
    {
        Destination.ToEndpoint to => ToEndpoint(call, to),
        Destination.ToPublic => ToPublic(call),
        Destination.ToProxy to => new NetworkHops(Via.None, [ProxyRule.Egress(call, to)]),
        Destination.FromAws => new NetworkHops(Via.AwsNetwork, []),
        _ => new NetworkHops(Via.None, [CallerEgressRule.ToAnywhere(call)]),
    };

    private static NetworkHops ToEndpoint(ApiCall call, Destination.ToEndpoint destination)
    {
        var endpoint = destination.Endpoint;
        var side = EndpointSide.Of(call, endpoint);
        return new NetworkHops(Via.InterfaceEndpoint,
        [
            CallerEgressRule.ToEndpoint(call, side),
            .. NetworkAclRule.Between(call, side),
            RouteRule.ToEndpoint(call, side),
            .. EndpointPlacementRule.Judge(call, side),
            .. EndpointIngressRule.Judge(call, side),
            .. EndpointPolicyRule.Judge(call, endpoint, destination),
        ]);
    }

    private static NetworkHops ToPublic(ApiCall call)
    {
        var routes = RouteRule.ToPublic(call);
        var nats = NatRule.Subnets(call, routes);
        var anyNat = routes.Any(route => route.End is RouteEnd.Nat);
        // With no way out at all, which addresses egress would have to name is not the question yet.
        var egress = anyNat || routes.Any(route => route.End is RouteEnd.Unknown or RouteEnd.Beyond)
            ? CallerEgressRule.ToPublic(call)
            : CallerEgressRule.ToAnywhere(call) is { Result: HopResult.Blocked } none ? none
            : Findings.NotApplicable(HopKind.CallerEgress, "Nothing leaves the subnet, whatever the security group says.");
        return new NetworkHops(anyNat ? Via.Nat : Via.None,
        [
            egress,
            .. nats.Count > 0 ? NetworkAclRule.ThroughNat(call, nats) : [],
            .. RouteRule.Judge(call, routes),
            .. NatRule.Judge(call, routes),
        ]);
    }
}

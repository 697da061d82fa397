using PrivateInvoke.Paths.Rules;

namespace PrivateInvoke.Paths;

/// <summary>The hops of one way, and how it travels.</summary>
internal sealed record NetworkHops(Via Via, IReadOnlyList<Hop> Hops)
{
    public bool IsBlocked => Hops.Any(hop => hop.Result is HopResult.Blocked);

    public static NetworkHops Of(Journey journey, Way way) => way switch
    {
        Way.ToEndpoint to => ToEndpoint(journey, to),
        Way.ToPublic => ToPublic(journey),
        Way.ToProxy to => new NetworkHops(Via.None, [ProxyRule.Egress(journey, to)]),
        Way.FromAws => new NetworkHops(Via.AwsNetwork, []),
        _ => new NetworkHops(Via.None, [CallerEgressRule.ToAnywhere(journey)]),
    };

    private static NetworkHops ToEndpoint(Journey journey, Way.ToEndpoint way)
    {
        var endpoint = way.Endpoint;
        var side = EndpointSide.Of(journey, endpoint);
        return new NetworkHops(Via.InterfaceEndpoint,
        [
            CallerEgressRule.ToEndpoint(journey, side),
            .. NetworkAclRule.Between(journey, side),
            RouteRule.ToEndpoint(journey, side),
            .. EndpointPlacementRule.Judge(journey, side),
            .. EndpointIngressRule.Judge(journey, side),
            .. EndpointPolicyRule.Judge(journey, endpoint, way),
        ]);
    }

    private static NetworkHops ToPublic(Journey journey)
    {
        var routes = RouteRule.ToPublic(journey);
        var nats = NatRule.Subnets(journey, routes);
        var anyNat = routes.Any(route => route.Leads is Leads.ToNat);
        // With no way out at all, which addresses egress would have to name is not the question yet.
        var egress = anyNat || routes.Any(route => route.Leads is Leads.Unknown or Leads.Beyond)
            ? CallerEgressRule.ToPublic(journey)
            : CallerEgressRule.ToAnywhere(journey) is { Result: HopResult.Blocked } none ? none
            : Findings.NotApplicable(HopKind.CallerEgress, "Nothing leaves the subnet, whatever the security group says.");
        return new NetworkHops(anyNat ? Via.Nat : Via.None,
        [
            egress,
            .. nats.Count > 0 ? NetworkAclRule.ThroughNat(journey, nats) : [],
            .. RouteRule.Judge(journey, routes),
            .. NatRule.Judge(journey, routes),
        ]);
    }
}

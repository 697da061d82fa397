using PrivateInvoke.Cloud;
using PrivateInvoke.Network;

namespace PrivateInvoke.Paths.Rules;

/// <summary>
/// S3 and DynamoDB have gateway endpoints too: the name stays public, and a route table that the endpoint is associated with sends the
/// service's public addresses to it.
/// </summary>
internal static class GatewayRule
{
    /// <summary>The gateway endpoint that may serve the caller; null for every other service, and where there is none.</summary>
    public static VpcEndpoint? Endpoint(Journey journey) => journey.Service is "s3" or "dynamodb"
        ? journey.Model.Endpoints.FirstOrDefault(endpoint => endpoint.Type.Is("Gateway").And(NameRule.Serves(journey, endpoint)) is not Truth.No)
        : null;

    /// <returns>Null when none of the caller's subnets is routed to a gateway endpoint.</returns>
    public static (IReadOnlyList<Way> Ways, NetworkHops Hops)? Judge(Journey journey)
    {
        if (Endpoint(journey) is not { } endpoint)
            return null;

        var through = journey.Subnets.Where(subnet => Leads(journey, subnet, endpoint) is not Truth.No).ToArray();
        if (through.Length == 0)
            return null;

        var way = new Way.ToGateway(endpoint);
        var hops = Through(journey with { Subnets = through }, endpoint, way, through.Length == journey.Subnets.Count ? "" : $"{through.Length} of {journey.Subnets.Count} subnets: ");
        if (through.Length == journey.Subnets.Count)
            return ([way], new NetworkHops(Via.GatewayEndpoint, hops));

        // A caller may run in any of its subnets: the others have to have a way out of their own.
        var rest = NetworkHops.Of(journey with { Subnets = [.. journey.Subnets.Except(through)] }, Way.ToPublic.Instance);
        return ([way, Way.ToPublic.Instance], new NetworkHops(Via.GatewayEndpoint, [.. hops, .. rest.Hops]));
    }

    private static IReadOnlyList<Hop> Through(Journey journey, VpcEndpoint endpoint, Way way, string share) =>
    [
        CallerEgressRule.ToGateway(journey, endpoint),
        .. NetworkAclRule.ToPublic(journey),
        journey.Subnets.All(subnet => Leads(journey, subnet, endpoint)) is Truth.Yes && NameRule.Serves(journey, endpoint) is Truth.Yes
            ? Findings.Passed(HopKind.Route, $"{share}{(share.Length > 0 ? "the" : "The")} route table leads to {endpoint.Address}.", endpoint.Address, "route_table_ids")
            : Findings.Undecided(HopKind.Route, "NO_ROUTE_TO_DESTINATION",
                $"{share}{(share.Length > 0 ? "whether" : "Whether")} {endpoint.Address} is associated with the route tables of {string.Join(", ", journey.Subnets.Select(subnet => subnet.Address))} is not known.",
                endpoint.Address, "route_table_ids"),
        .. EndpointPolicyRule.Judge(journey, endpoint, way),
    ];

    private static Truth Leads(Journey journey, Subnet subnet, VpcEndpoint endpoint)
    {
        if (endpoint.RouteTables.Count == 0)
            return endpoint.Whole ? Truth.No : Truth.Undecided;
        if (!subnet.RouteTable.TryGet(out var id))
            return Truth.Undecided;
        string[] names = journey.Model.RouteTables.Find(id) is { } table ? [id, .. table.Names()] : [id];
        return endpoint.RouteTables.Any(associated => associated.TryGet(out var known) ? Truths.Of(names.Contains(known)) : Truth.Undecided);
    }
}

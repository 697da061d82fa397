using PrivateInvoke.Cloud;
using PrivateInvoke.Network;

namespace PrivateInvoke.Paths.Rules;

/// <summary>
/// S3 and DynamoDB have gateway endpoints too: the name stays public, and a route table that the endpoint is associated with sends the
/// service's public addresses to it.
/// </summary>
internal static class GatewayRule
{
    /// <summary>A gateway endpoint that may serve the caller; null for every other service, and where there is none.</summary>
    public static VpcEndpoint? Endpoint(ApiCall call) => Endpoints(call).FirstOrDefault();

    /// <summary>A VPC may have several for one service, each for route tables of its own.</summary>
    public static bool IsOne(ApiCall call, VpcEndpoint endpoint) => Endpoints(call).Contains(endpoint);

    private static IEnumerable<VpcEndpoint> Endpoints(ApiCall call) => call.Service is "s3" or "dynamodb"
        ? call.Model.Endpoints.Where(endpoint => endpoint.Type.Is("Gateway").And(NameRule.Serves(call, endpoint)) is not Truth.No)
        : [];

    /// <returns>Null when none of the caller's subnets is routed to a gateway endpoint.</returns>
    public static (IReadOnlyList<Destination> Destinations, NetworkHops Hops)? Judge(ApiCall call)
    {
        var ways = Endpoints(call).Select(endpoint => (Endpoint: endpoint, Subnets: call.Subnets.Where(subnet => Leads(call, subnet, endpoint) is not Truth.No).ToArray()))
            .Where(way => way.Subnets.Length > 0).ToArray();
        if (ways.Length == 0)
            return null;

        var destinations = ways.Select(way => (Destination)new Destination.ToGateway(way.Endpoint)).ToList();
        var hops = ways.Zip(destinations, (way, destination) => Through(call with { Subnets = way.Subnets }, way.Endpoint, destination,
            way.Subnets.Length == call.Subnets.Count ? "" : $"{way.Subnets.Length} of {call.Subnets.Count} subnets: ")).SelectMany(through => through).Distinct().ToList();

        // A caller may run in any of its subnets: the others have to have a way out of their own.
        if (call.Subnets.Except(ways.SelectMany(way => way.Subnets)).ToArray() is { Length: > 0 } rest)
        {
            destinations.Add(Destination.ToPublic.Instance);
            hops.AddRange(NetworkHops.Of(call with { Subnets = rest }, Destination.ToPublic.Instance).Hops);
        }

        return (destinations, new NetworkHops(Via.GatewayEndpoint, hops));
    }

    private static IReadOnlyList<Hop> Through(ApiCall call, VpcEndpoint endpoint, Destination destination, string share) =>
    [
        CallerEgressRule.ToGateway(call, endpoint),
        .. NetworkAclRule.ToPublic(call),
        call.Subnets.All(subnet => Leads(call, subnet, endpoint)) is Truth.Yes && NameRule.Serves(call, endpoint) is Truth.Yes
            ? Findings.Passed(HopKind.Route, $"{share}{(share.Length > 0 ? "the" : "The")} route table leads to {endpoint.Address}.", endpoint.Address, "route_table_ids")
            : Findings.Undecided(HopKind.Route, "NO_ROUTE_TO_DESTINATION",
                $"{share}{(share.Length > 0 ? "whether" : "Whether")} {endpoint.Address} is associated with the route tables of {string.Join(", ", call.Subnets.Select(subnet => subnet.Address))} is not known.",
                endpoint.Address, "route_table_ids"),
        .. EndpointPolicyRule.Judge(call, endpoint, destination),
    ];

    private static Truth Leads(ApiCall call, Subnet subnet, VpcEndpoint endpoint)
    {
        if (endpoint.RouteTables.Count == 0)
            return endpoint.Whole ? Truth.No : Truth.Undecided;
        if (!subnet.RouteTable.TryGet(out var id))
            return Truth.Undecided;
        string[] names = call.Model.RouteTables.Find(id) is { } table ? [id, .. table.Names()] : [id];
        return endpoint.RouteTables.Any(associated => associated.TryGet(out var known) ? Truths.Of(names.Contains(known)) : Truth.Undecided);
    }
}

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
    public static VpcEndpoint? Endpoint(ApiCall call) => call.Service is "s3" or "dynamodb"
        ? call.Model.Endpoints.FirstOrDefault(endpoint => endpoint.Type.Is("Gateway").And(NameRule.Serves(call, endpoint)) is not Truth.No)
        : null;

    /// <returns>Null when none of the caller's subnets is routed to a gateway endpoint.</returns>
    public static (IReadOnlyList<Destination> Destinations, NetworkHops Hops)? Judge(ApiCall call)
    {
        if (Endpoint(call) is not { } endpoint)
            return null;

        var through = call.Subnets.Where(subnet => Leads(call, subnet, endpoint) is not Truth.No).ToArray();
        if (through.Length == 0)
            return null;

        var destination = new Destination.ToGateway(endpoint);
        var hops = Through(call with { Subnets = through }, endpoint, destination, through.Length == call.Subnets.Count ? "" : $"{through.Length} of {call.Subnets.Count} subnets: ");
        if (through.Length == call.Subnets.Count)
            return ([destination], new NetworkHops(Via.GatewayEndpoint, hops));

        // A caller may run in any of its subnets: the others have to have a way out of their own.
        var rest = NetworkHops.Of(call with { Subnets = [.. call.Subnets.Except(through)] }, Destination.ToPublic.Instance);
        return ([destination, Destination.ToPublic.Instance], new NetworkHops(Via.GatewayEndpoint, [.. hops, .. rest.Hops]));
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

using PrivateInvoke.Cloud;
using PrivateInvoke.Network;

namespace PrivateInvoke.Paths.Rules;

/// <summary>What the plan sets on something of the path and no rule reads: it may stop the path, so its hop is undecided.</summary>
internal static class UnreadRule
{
    private const string Code = "NOT_MODELLED";

    public static IEnumerable<Hop> Judge(ApiCall call, IReadOnlyList<Destination> destinations)
    {
        if (call.Model.Unread.Count == 0)
            return [];

        var parts = Parts(call, destinations).ToArray();
        var addresses = parts.Select(part => part.Address).ToHashSet(StringComparer.Ordinal);
        var names = parts.SelectMany(part => part.Names()).Concat(addresses).ToHashSet(StringComparer.Ordinal);
        return call.Model.Unread.Where(unread => unread.Attribute is null
                ? unread.IsKnown is not Truth.Yes || unread.Texts.Overlaps(names)
                : addresses.Contains(unread.Address) || Belongs(call, parts, unread.Address))
            .Select(unread => Findings.Undecided(Enum.Parse<HopKind>(unread.Hop), Code,
                unread.Attribute is null
                    ? $"{unread.Address} may change this path, and what it does is not modelled."
                    : $"{unread.Address} sets {unread.Attribute}, which no rule reads: it may change this path.",
                unread.Address, unread.Attribute));
    }

    /// <summary>
    /// Rules, routes, entries, policies and permissions are parts of what holds them. What nothing is known to hold, such as an association,
    /// may be of anything in the VPC.
    /// </summary>
    private static bool Belongs(ApiCall call, CloudResource[] parts, string address) =>
        Array.Exists(parts, part => Holds(part, address)) || (!IsOfSomething(call.Model, address) && Array.Exists(parts, part => part is Vpc));

    private static bool Holds(CloudResource part, string address) => part switch
    {
        SecurityGroup group => group.Ingress.Speaks(address) || group.Egress.Speaks(address),
        NetworkAcl acl => acl.Ingress.Speaks(address) || acl.Egress.Speaks(address),
        RouteTable table => table.Routes.Any(route => route.Address == address),
        Role role => role.Policies.Any(policy => policy.Address == address),
        VpcEndpoint endpoint => endpoint.Policy.Address == address,
        Function function => function.Grants.Any(grant => grant.Address == address)
            || function.FunctionAliases.Any(alias => alias.Address == address) || function.Urls.Any(url => url.Address == address),
        _ => false,
    };

    /// <summary>Whether it is a thing of its own, or a part of one, which then is on the path or not.</summary>
    private static bool IsOfSomething(CloudModel model, string address)
    {
        IEnumerable<CloudResource> all =
        [
            .. model.Vpcs, .. model.Subnets, .. model.SecurityGroups, .. model.NetworkAcls, .. model.RouteTables, .. model.NatGateways,
            .. model.InternetGateways, .. model.Endpoints, .. model.PrefixLists, .. model.Functions, .. model.Roles,
        ];
        return all.Any(thing => thing.Address == address || Holds(thing, address));
    }

    private static IEnumerable<CloudResource> Parts(ApiCall call, IReadOnlyList<Destination> destinations)
    {
        var model = call.Model;
        var endpoints = destinations.Select(destination => destination switch
        {
            Destination.ToEndpoint to => to.Endpoint,
            Destination.ToGateway to => to.Endpoint,
            _ => null,
        }).OfType<VpcEndpoint>().ToArray();
        var sides = endpoints.Select(endpoint => EndpointSide.Of(call, endpoint)).ToArray();
        var nats = destinations.Any(destination => destination is Destination.ToPublic) ? RouteRule.ToPublic(call).Select(route => route.Nat).OfType<NatGateway>().ToArray() : [];
        var inVpc = call.Caller.VpcConfig is not Plan.Planned<VpcConfig>.Absent;
        var subnets = call.Subnets.Concat(sides.SelectMany(side => side.Subnets)).Concat(nats.Select(nat => model.Subnets.Find(nat.Subnet)).OfType<Subnet>())
            .Where(subnet => inVpc && subnet != Subnet.Unknown).Distinct().ToArray();
        IEnumerable<CloudResource?> all =
        [
            call.Caller, call.Callee?.Function, call.Role, model.Roles.Find(call.Callee?.Function?.Role ?? Plan.Planned<string>.Absent.Instance), call.Vpc,
            .. subnets, .. subnets.Select(subnet => model.RouteTables.Find(subnet.RouteTable)), .. subnets.Select(subnet => model.NetworkAcls.Find(subnet.NetworkAcl)),
            .. call.Security.Groups, .. sides.SelectMany(side => side.Security.Groups), .. endpoints, .. nats,
            .. model.InternetGateways.Where(_ => nats.Length > 0),
        ];
        return all.OfType<CloudResource>().Distinct();
    }
}

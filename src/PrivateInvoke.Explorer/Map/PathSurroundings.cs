using PrivateInvoke.Cloud;
using PrivateInvoke.Network;
using PrivateInvoke.Paths;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Explorer.Map;

/// <summary>What of the cloud model lies around one path.</summary>
public sealed record PathSurroundings
{
    /// <summary>Null where the plan does not tell it.</summary>
    public Vpc? Vpc { get; private init; }

    /// <summary>Where the caller's interfaces are; empty for a caller outside any VPC.</summary>
    public IReadOnlyList<PlacedSubnet> CallerSubnets { get; private init; } = [];

    public IReadOnlyList<string> CallerGroups { get; private init; } = [];

    /// <summary>The interface endpoint on the way, or the one that was meant; null without one.</summary>
    public VpcEndpoint? Endpoint { get; private init; }

    /// <summary>One for each of the endpoint's interfaces.</summary>
    public IReadOnlyList<PlacedSubnet> EndpointSubnets { get; private init; } = [];

    public IReadOnlyList<string> EndpointGroups { get; private init; } = [];

    /// <summary>The NAT gateways that the caller's subnets are routed to, with the subnet of each.</summary>
    public IReadOnlyList<(string Address, PlacedSubnet Subnet)> Nats { get; private init; } = [];

    public IReadOnlyList<string> InternetGateways { get; private init; } = [];

    public string? Role { get; private init; }

    /// <summary>The address that holds the endpoint's policy; null where it has AWS's default.</summary>
    public string? EndpointPolicy => Endpoint?.Policy.Address is { Length: > 0 } address && address != Endpoint.Address ? address : null;

    public static PathSurroundings Of(CloudModel model, InvokePath path)
    {
        if (path.Caller.Address is not { } address || model.Functions.Find(address) is not { } caller)
            return new PathSurroundings();

        var call = ApiCall.Of(model, caller, null, path.Service);
        var role = call.Role?.Address;
        if (caller.VpcConfig is Planned<VpcConfig>.Absent)
            return new PathSurroundings { Role = role };

        var endpoint = EndpointOf(call, path);
        var side = endpoint is null || endpoint.IsInterface is Truth.No ? null : EndpointSide.Of(call, endpoint);
        // A way that leads to the endpoint passes no gateway.
        var routes = path.Via is Via.InterfaceEndpoint && path.Hops.All(hop => hop.Kind is not HopKind.Nat) ? [] : call.Subnets.Select(subnet => SubnetRoute.Of(model, subnet, path.Service)).ToArray();
        var nats = routes.Select(route => route.Nat).OfType<NatGateway>().DistinctBy(nat => nat.Address)
            .Select(nat => (Nat: nat, Subnet: model.Subnets.Find(nat.Subnet))).ToArray();
        var gateways = routes.Concat(nats.Where(nat => nat.Subnet is not null).Select(nat => SubnetRoute.Of(model, nat.Subnet!, path.Service)))
            .Select(route => route.Gateway?.Address).OfType<string>().Distinct();
        return new PathSurroundings
        {
            Vpc = call.Vpc,
            CallerSubnets = [.. call.Subnets.Select(subnet => PlacedSubnet.Of(model, subnet))],
            CallerGroups = [.. call.Security.Groups.Select(group => group.Address)],
            Endpoint = side is null ? null : endpoint,
            EndpointSubnets = [.. side?.Subnets.Select(subnet => PlacedSubnet.Of(model, subnet)) ?? []],
            EndpointGroups = [.. side?.Security.Groups.Select(group => group.Address) ?? []],
            Nats = [.. nats.Select(nat => (nat.Nat.Address, PlacedSubnet.Of(model, nat.Subnet ?? Subnet.Unknown)))],
            InternetGateways = [.. gateways],
            Role = role,
        };
    }

    /// <summary>The endpoint that a hop names; on a way past every endpoint, none.</summary>
    private static VpcEndpoint? EndpointOf(ApiCall call, InvokePath path)
    {
        var named = path.Hops.Where(hop => hop.Kind is HopKind.EndpointPlacement or HopKind.EndpointPolicy or HopKind.EndpointIngress or HopKind.Name or HopKind.ApiHost)
            .Where(hop => hop.Code is not ("ENDPOINT_ADMITS_NOBODY" or "ENDPOINT_WITHOUT_CALLER"))
            .Select(hop => hop.Address is { } address ? call.Model.Endpoints.Find(address) : null).FirstOrDefault(endpoint => endpoint is not null);
        return named ?? (path.Via is Via.InterfaceEndpoint
            ? call.Model.Endpoints.FirstOrDefault(endpoint => endpoint.Serves(path.Service, call.Region) is Truth.Yes && call.InVpc(endpoint.Vpc) is Truth.Yes)
            : null);
    }
}

/// <summary>A subnet with what stands at its border.</summary>
/// <param name="Zone">As the plan writes it; <c>?</c> where it does not tell.</param>
public sealed record PlacedSubnet(string Address, string Zone, string Block, string RouteTable, string NetworkAcl)
{
    private const string NotKnown = "?";

    public static PlacedSubnet Of(CloudModel model, Subnet subnet) => new(
        subnet.Address,
        subnet.Zone.Text() ?? NotKnown,
        subnet.Block.TryGet(out var block) ? block.ToString() : NotKnown,
        model.RouteTables.Find(subnet.RouteTable)?.Address ?? NotKnown,
        model.NetworkAcls.Find(subnet.NetworkAcl)?.Address ?? NotKnown);
}

using PrivateInvoke.Cloud;
using PrivateInvoke.Network;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Paths.Rules;

/// <summary>A NAT gateway reaches the internet when it is public and its own subnet is routed to an internet gateway.</summary>
internal static class NatRule
{
    private const HopKind Kind = HopKind.Nat;

    public static IEnumerable<Hop> Judge(ApiCall call, IReadOnlyList<SubnetRoute> routes)
    {
        foreach (var route in routes.Where(route => route.End is RouteEnd.Nat).DistinctBy(route => route.Nat?.Address))
        {
            yield return route.Nat is { } nat
                ? Judge(call, nat)
                : Findings.Undecided(Kind, "NAT_UNKNOWN", "The NAT gateway that the route names is not in this plan.", route.Decider, "nat_gateway_id");
        }
    }

    /// <summary>The subnets of the NAT gateways that the routes lead to.</summary>
    public static IReadOnlyList<Subnet> Subnets(ApiCall call, IReadOnlyList<SubnetRoute> routes) =>
        [.. routes.Where(route => route.End is RouteEnd.Nat && route.Nat?.IsRegional.IsTrue() is not Truth.Yes)
            .Select(route => route.Nat is { } nat ? call.Model.Subnets.Find(nat.Subnet) ?? Subnet.Unknown : Subnet.Unknown).Distinct()];

    private static Hop Judge(ApiCall call, NatGateway nat)
    {
        if (nat.IsPublic.IsTrue() is Truth.No)
            return Findings.Blocked(Kind, "NAT_IS_PRIVATE", $"{nat.Address} has connectivity_type = \"private\" and reaches no internet.",
                $"Make {nat.Address} public, with an allocation_id, in a subnet routed to an internet gateway.", nat.Address, "connectivity_type");

        var subnet = call.Model.Subnets.Find(nat.Subnet) ?? Subnet.Unknown;
        var access = call.Model.BlockPublicAccess;
        var stopped = access.StopsEgress(call.Vpc?.Id ?? Planned<string>.Unknown.Instance, subnet.Id);
        if (stopped is Truth.Yes)
            return Findings.Blocked(Kind, "VPC_BLOCK_PUBLIC_ACCESS_ENABLED", $"{access.Address} stops all traffic to the internet in both directions.",
                "Set internet_gateway_block_mode = \"block-ingress\", or add an aws_vpc_block_public_access_exclusion.", access.Address, "internet_gateway_block_mode");
        if (stopped is Truth.Undecided)
            return Findings.Undecided(Kind, "VPC_BLOCK_PUBLIC_ACCESS_ENABLED", $"Whether {access.Address} stops this traffic is not known.", access.Address);
        if (nat.IsPublic.IsTrue() is Truth.Undecided || nat.IsRegional.IsTrue() is Truth.Undecided)
            return Findings.Undecided(Kind, "NAT_UNKNOWN", $"Whether {nat.Address} is public and zonal is not known.", nat.Address, "connectivity_type");
        if (nat.IsRegional.IsTrue() is Truth.Yes)
            return Regional(call, nat);
        if (nat.Allocation is Planned<string>.Absent)
            return Findings.Blocked(Kind, "BAD_STATE", $"{nat.Address} is public and has no allocation_id; AWS refuses that.",
                $"Give {nat.Address} the allocation_id of an aws_eip.", nat.Address, "allocation_id");

        var route = SubnetRoute.Of(call.Model, subnet, call.Service);
        return route.End switch
        {
            RouteEnd.InternetGateway when route.IsContested => RouteRule.Contested(Kind, route),
            RouteEnd.InternetGateway when WayBack(call, nat, subnet, route) is { } diverted && Attached(call, nat, route).Result is HopResult.Passed => diverted,
            RouteEnd.InternetGateway => Attached(call, nat, route),
            RouteEnd.Nowhere or RouteEnd.Nat => Findings.Blocked(Kind, "NO_ROUTE_TO_DESTINATION",
                $"{nat.Address} lies in {subnet.Address}, which has no route to an internet gateway.",
                $"Route 0.0.0.0/0 of {subnet.Address} to an aws_internet_gateway, or move {nat.Address} to a subnet that has the route.",
                route.Table ?? subnet.Address, "route"),
            _ => Findings.Undecided(Kind, "NO_ROUTE_TO_DESTINATION",
                $"Whether the subnet of {nat.Address} is routed to an internet gateway is not known.", nat.Address, "subnet_id"),
        };
    }

    /// <summary>
    /// It lies in no subnet, and AWS routes it to the internet gateway of its VPC.
    /// See https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateways-regional.html
    /// </summary>
    private static Hop Regional(ApiCall call, NatGateway nat)
    {
        var gateways = call.Model.InternetGateways;
        if (call.InVpc(nat.Vpc) is Truth.Yes && gateways.FirstOrDefault(gateway => call.InVpc(gateway.Vpc) is Truth.Yes) is { } gateway)
            return Findings.Passed(Kind, $"{nat.Address} is regional: AWS routes it to {gateway.Address}.", nat.Address);

        return call.InVpc(nat.Vpc) is Truth.Yes && call.Vpc!.Whole && gateways.All(other => other.Vpc is Planned<string>.Absent || call.InVpc(other.Vpc) is Truth.No)
            ? Findings.Blocked(Kind, "NO_ROUTE_TO_DESTINATION", $"{nat.Address} is regional, and {call.Vpc.Address} has no internet gateway that AWS could route it to.",
                $"Add resource \"aws_internet_gateway\" with vpc_id = {call.Vpc.Address}.id.", nat.Address, "vpc_id")
            : Findings.Undecided(Kind, "NO_ROUTE_TO_DESTINATION", $"Whether {nat.Address} is of the caller's VPC, and that has an internet gateway, is not known.", nat.Address, "vpc_id");
    }

    /// <summary>
    /// The answers: from the internet gateway to the NAT gateway by the gateway's edge table, where it has one, and from there to the
    /// caller by the table of the NAT gateway's subnet.
    /// </summary>
    /// <returns>Null where the local route takes both.</returns>
    private static Hop? WayBack(ApiCall call, NatGateway nat, Subnet subnet, SubnetRoute route)
    {
        foreach (var id in route.Gateway?.EdgeTables ?? [])
        {
            var table = call.Model.RouteTables.Find(id);
            if (table is not { Complete: true } || !subnet.Block.TryGet(out var block)
                || LocalRoute.Covers(call, table, call.Model.Vpcs.Find(subnet.Vpc), block) is not Truth.Yes)
                return Findings.Undecided(Kind, "NO_ROUTE_TO_DESTINATION",
                    $"{route.Gateway!.Address} has an edge route table, which is not known to leave the answers to {nat.Address} to the VPC's local route.",
                    table?.Address ?? route.Gateway.Address, "route");
        }

        return call.Subnets.FirstOrDefault(caller => LocalRoute.Covers(call, subnet, caller) is not Truth.Yes) is { } lost
            ? Findings.Undecided(Kind, "NO_ROUTE_TO_DESTINATION",
                $"The route table of {subnet.Address} is not known to leave the answers to {lost.Address} to the VPC's local route.",
                call.Model.RouteTables.Find(subnet.RouteTable)?.Address ?? subnet.Address, "route")
            : null;
    }

    private static Hop Attached(ApiCall call, NatGateway nat, SubnetRoute route)
    {
        var attached = route.Gateway is not { } gateway ? Truth.Undecided
            : gateway.Vpc is Planned<string>.Absent ? Truth.No
            : call.InVpc(gateway.Vpc);
        return attached switch
        {
            Truth.Yes => Findings.Passed(Kind, $"{nat.Address} is public, and its subnet is routed to {route.Gateway!.Address}.", nat.Address),
            Truth.No => Findings.Blocked(Kind, "BAD_STATE", $"{route.Gateway!.Address} is not attached to the caller's VPC.",
                $"Set vpc_id of {route.Gateway.Address} to the caller's VPC.", route.Gateway.Address, "vpc_id"),
            _ => Findings.Undecided(Kind, "BAD_STATE", $"Whether {route.Decider} leads to an internet gateway of this VPC is not known.", route.Decider),
        };
    }
}

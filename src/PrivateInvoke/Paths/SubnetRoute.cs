using PrivateInvoke.Cloud;
using PrivateInvoke.Network;

namespace PrivateInvoke.Paths;

/// <summary>Where one subnet's route table sends traffic to the API's public addresses.</summary>
internal sealed record SubnetRoute
{
    public required Subnet Subnet { get; init; }

    public required RouteEnd End { get; init; }

    /// <summary>The table's address.</summary>
    public string? Table { get; private init; }

    /// <summary>The address that holds the route that decides; null when none does.</summary>
    public string? Decider { get; private init; }

    /// <summary>The route that decides is a resource beside blocks of the table's own, whose next apply takes it away.</summary>
    public bool IsContested { get; private init; }

    public NatGateway? Nat { get; private init; }

    public string NatAddress => Nat?.Address ?? "a NAT gateway";

    public InternetGateway? Gateway { get; private init; }

    /// <summary>The attribute that names what the route leads to.</summary>
    public string? Beyond { get; private init; }

    /// <param name="service">Whose API the addresses are.</param>
    public static SubnetRoute Of(CloudModel model, Subnet subnet, string service)
    {
        if (model.RouteTables.Find(subnet.RouteTable) is not { } table)
            return new SubnetRoute { Subnet = subnet, End = RouteEnd.Unknown };

        var here = new SubnetRoute { Subnet = subnet, End = RouteEnd.Unknown, Table = table.Address };
        return RouteChoice.For(AddressSet.AwsPublic.Instance, table.Routes, table.Complete,
            list => model.BlocksOf(list, AddressSet.AwsPublic.Instance, service)) switch
        {
            RouteChoice.NoRoute => here with { End = RouteEnd.Nowhere },
            RouteChoice.Taken taken => Follow(model, here with { Decider = taken.Route.Address, IsContested = table.InTwoPlaces && taken.Route.Address != table.Address }, taken.Route.Target),
            RouteChoice.Undecided undecided => here with { Decider = undecided.Because?.Address },
            _ => here,
        };
    }

    private static SubnetRoute Follow(CloudModel model, SubnetRoute here, RouteTarget target) => target switch
    {
        RouteTarget.NatGateway nat => here with { End = RouteEnd.Nat, Nat = model.NatGateways.Find(nat.Id) },
        RouteTarget.InternetGateway gateway => here with { End = RouteEnd.InternetGateway, Gateway = model.InternetGateways.Find(gateway.Id) },
        RouteTarget.Local => here with { End = RouteEnd.Nowhere },
        // "transit_gateway_id" says what it is even where the id is not known.
        RouteTarget.Beyond beyond => here with { End = RouteEnd.Beyond, Beyond = beyond.What },
        _ => here,
    };
}

internal enum RouteEnd
{
    Nat,
    InternetGateway,
    Nowhere,

    /// <summary>To a transit gateway, a peered VPC, an appliance.</summary>
    Beyond,
    Unknown,
}

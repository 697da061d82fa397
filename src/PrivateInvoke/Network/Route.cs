using PrivateInvoke.Plan;

namespace PrivateInvoke.Network;

/// <summary>One route of a table.</summary>
public sealed record Route
{
    public required string Address { get; init; }

    /// <summary>Absent when the route's destination is a prefix list.</summary>
    public required Planned<Cidr> Destination { get; init; }

    /// <summary>The prefix list's id.</summary>
    public Planned<string> PrefixList { get; init; } = Planned<string>.Absent.Instance;

    public required RouteTarget Target { get; init; }

    /// <summary>The blocks that it takes, or null where they are not known.</summary>
    internal IReadOnlyCollection<Cidr>? Blocks(Func<string, IReadOnlyCollection<Cidr>?> prefixList) => Destination switch
    {
        Planned<Cidr>.Known known => [known.Value],
        Planned<Cidr>.Unknown => null,
        _ => PrefixList.TryGet(out var list) ? prefixList(list) : null,
    };
}

/// <summary>Where a route leads.</summary>
public abstract record RouteTarget
{
    private RouteTarget()
    {
    }

    public sealed record Local : RouteTarget;

    public sealed record InternetGateway(string Id) : RouteTarget;

    public sealed record NatGateway(string Id) : RouteTarget;

    /// <summary>A gateway id that is only known after an apply: an internet gateway, a VPN gateway or "local".</summary>
    public sealed record UnknownGateway : RouteTarget;

    /// <summary>Transit gateway, peering, appliance …: what lies behind is not in the plan.</summary>
    /// <param name="What">The attribute that names it: <c>transit_gateway_id</c>.</param>
    public sealed record Beyond(string What, Planned<string> Id) : RouteTarget;

    public sealed record Unknown : RouteTarget;
}

using PrivateInvoke.Network;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Cloud;

public sealed record Subnet : CloudResource
{
    /// <summary>Stands for a subnet that the plan does not tell.</summary>
    public static readonly Subnet Unknown = new() { Address = "a subnet that is not in this plan", Whole = false };

    public Planned<string> Vpc { get; init; } = Planned<string>.Unknown.Instance;

    public Planned<Cidr> Block { get; init; } = Planned<Cidr>.Unknown.Instance;

    /// <summary>Absent: the subnet has IPv4 only.</summary>
    public Planned<string> Ipv6Block { get; init; } = Planned<string>.Unknown.Instance;

    /// <summary>The availability zone's name or id, as written.</summary>
    public Planned<string> Zone { get; init; } = Planned<string>.Unknown.Instance;

    /// <summary>Whether the resolver makes up IPv6 addresses for names that have none.</summary>
    public Planned<bool> Dns64 { get; init; } = Planned<bool>.Unknown.Instance;

    /// <summary>The associated table, or the VPC's main one.</summary>
    public Planned<string> RouteTable { get; init; } = Planned<string>.Unknown.Instance;

    /// <summary>The associated ACL, or the VPC's default one.</summary>
    public Planned<string> NetworkAcl { get; init; } = Planned<string>.Unknown.Instance;
}

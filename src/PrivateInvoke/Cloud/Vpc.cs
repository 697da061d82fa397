using PrivateInvoke.Network;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Cloud;

public sealed record Vpc : CloudResource
{
    /// <summary>The primary block and those associated with it.</summary>
    public IReadOnlyList<Planned<Cidr>> Blocks { get; init; } = [];

    public Planned<bool> DnsSupport { get; init; } = true;

    public Planned<bool> DnsHostnames { get; init; } = false;

    /// <summary>Whether names are resolved by AWS's own resolver rather than by servers that a DHCP option set names.</summary>
    public Truth AmazonDns { get; init; } = Truth.Yes;

    /// <summary>The address of the DHCP option set, where there is one.</summary>
    public string? DhcpOptions { get; init; }

    /// <summary>Private hosted zones that may answer for names in this VPC, by name.</summary>
    public IReadOnlyList<HostedZone> Zones { get; init; } = [];

    public Planned<string> DefaultSecurityGroup { get; init; } = Planned<string>.Unknown.Instance;

    public Planned<string> DefaultNetworkAcl { get; init; } = Planned<string>.Unknown.Instance;

    public Planned<string> MainRouteTable { get; init; } = Planned<string>.Unknown.Instance;
}

public sealed record HostedZone(string Address, Planned<string> Name);

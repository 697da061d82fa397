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

    /// <summary>Rules that the VPC's resolver follows before it asks a zone or an endpoint's private DNS.</summary>
    public IReadOnlyList<ResolverRule> ResolverRules { get; init; } = [];

    public IReadOnlyList<DnsFirewall> DnsFirewalls { get; init; } = [];

    public Planned<string> DefaultSecurityGroup { get; init; } = Planned<string>.Unknown.Instance;

    public Planned<string> DefaultNetworkAcl { get; init; } = Planned<string>.Unknown.Instance;

    public Planned<string> MainRouteTable { get; init; } = Planned<string>.Unknown.Instance;
}

/// <summary>A private hosted zone, with its records.</summary>
public sealed record HostedZone(string Address, Planned<string> Name)
{
    public IReadOnlyList<ZoneRecord> Records { get; init; } = [];

    /// <summary>False where it may have records that the plan does not show.</summary>
    public bool Complete { get; init; } = true;
}

/// <param name="Name">With the zone's name behind it, without a dot at its end; <c>*</c> is a first label of any name.</param>
/// <param name="Type"><c>A</c>, <c>CNAME</c> …</param>
/// <param name="Targets">What an alias or a CNAME leads to, or the addresses.</param>
public sealed record ZoneRecord(string Address, Planned<string> Name, Planned<string> Type, IReadOnlyList<Planned<string>> Targets);

/// <summary>A rule of the VPC's resolver.</summary>
/// <param name="Domain">The names that it is for: this one and those below it.</param>
/// <param name="Type"><c>FORWARD</c>, <c>SYSTEM</c> …</param>
public sealed record ResolverRule(string Address, Planned<string> Domain, Planned<string> Type);

/// <summary>A DNS firewall rule group that is associated with the VPC.</summary>
/// <param name="Blocked">Names that its rules block, with <c>*</c> as a first label; null where they are not known.</param>
public sealed record DnsFirewall(string Address, IReadOnlyList<string>? Blocked);

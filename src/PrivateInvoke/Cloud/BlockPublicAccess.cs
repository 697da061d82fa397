using PrivateInvoke.Network;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Cloud;

/// <summary>VPC Block Public Access: an account's switch for a region, with exclusions.</summary>
/// <param name="Mode"><c>off</c>, <c>block-bidirectional</c> or <c>block-ingress</c>.</param>
public sealed record BlockPublicAccess(string? Address, Planned<string> Mode, IReadOnlyList<PublicAccessExclusion> Exclusions)
{
    public static readonly BlockPublicAccess Off = new(null, "off", []);

    /// <summary>Whether traffic from the subnet to the internet is stopped.</summary>
    public Truth StopsEgress(Planned<string> vpc, Planned<string> subnet) =>
        Mode.Is("block-bidirectional").And(Exclusions.Any(exclusion => exclusion.Frees(vpc, subnet)).Not());
}

public sealed record PublicAccessExclusion(Planned<string> Vpc, Planned<string> Subnet)
{
    /// <summary>Both modes, allow-egress and allow-bidirectional, let egress through.</summary>
    public Truth Frees(Planned<string> vpc, Planned<string> subnet) => One(Vpc, vpc).Or(One(Subnet, subnet));

    private static Truth One(Planned<string> freed, Planned<string> asked) =>
        freed is Planned<string>.Absent ? Truth.No : freed.Same(asked);
}

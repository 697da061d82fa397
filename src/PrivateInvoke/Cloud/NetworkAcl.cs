using PrivateInvoke.Network;

namespace PrivateInvoke.Cloud;

public sealed record NetworkAcl : CloudResource
{
    /// <summary>Into the subnet.</summary>
    public required AclRules Ingress { get; init; }

    /// <summary>Out of the subnet.</summary>
    public required AclRules Egress { get; init; }
}

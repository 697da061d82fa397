using PrivateInvoke.Network;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Cloud;

public sealed record NetworkAcl : CloudResource
{
    /// <summary>Absent where nothing says it.</summary>
    public Planned<string> Vpc { get; init; } = Planned<string>.Absent.Instance;

    /// <summary>Into the subnet.</summary>
    public required AclRules Ingress { get; init; }

    /// <summary>Out of the subnet.</summary>
    public required AclRules Egress { get; init; }
}

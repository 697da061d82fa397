using PrivateInvoke.Network;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Cloud;

public sealed record SecurityGroup : CloudResource
{
    /// <summary>Absent: the account's default VPC.</summary>
    public Planned<string> Vpc { get; init; } = Planned<string>.Unknown.Instance;

    public required RuleSet Ingress { get; init; }

    public required RuleSet Egress { get; init; }

    /// <summary>The group AWS makes with the VPC, not adopted by the configuration.</summary>
    public bool IsAwsDefault { get; init; }
}

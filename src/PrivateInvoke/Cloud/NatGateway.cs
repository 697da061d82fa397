using PrivateInvoke.Plan;

namespace PrivateInvoke.Cloud;

public sealed record NatGateway : CloudResource
{
    /// <summary>False: it translates between private networks only.</summary>
    public Planned<bool> IsPublic { get; init; } = true;

    /// <summary>True: AWS spreads it over the zones and routes it itself, and it lies in no subnet.</summary>
    public Planned<bool> IsRegional { get; init; } = false;

    /// <summary>The VPC of a regional one; a zonal one lies in that of its subnet.</summary>
    public Planned<string> Vpc { get; init; } = Planned<string>.Unknown.Instance;

    public Planned<string> Subnet { get; init; } = Planned<string>.Unknown.Instance;

    /// <summary>The elastic address; absent when it is given none.</summary>
    public Planned<string> Allocation { get; init; } = Planned<string>.Unknown.Instance;
}

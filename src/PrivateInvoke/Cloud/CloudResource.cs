using PrivateInvoke.Plan;

namespace PrivateInvoke.Cloud;

/// <summary>Something in AWS as a plan describes it.</summary>
public abstract record CloudResource
{
    /// <summary>The Terraform address; messages use this, since an id may be a symbol that stands for one.</summary>
    public required string Address { get; init; }

    public Planned<string> Id { get; init; } = Planned<string>.Unknown.Instance;

    /// <summary>Every other string that another resource may know it by: its ARN, its name, the VPC's attribute for it.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>
    /// True when this plan makes it, so that the plan holds all there is to it. False for a data source or something adopted:
    /// others may have added to it.
    /// </summary>
    public bool Whole { get; init; } = true;
}

using PrivateInvoke.Network;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Cloud;

public sealed record RouteTable : CloudResource
{
    /// <summary>Absent where nothing says it.</summary>
    public Planned<string> Vpc { get; init; } = Planned<string>.Absent.Instance;

    public required IReadOnlyList<Route> Routes { get; init; }

    /// <summary>
    /// Whether the table's own blocks, or an empty list, stand beside routes that are resources of their own: an apply of the table takes
    /// these away. See https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/route_table
    /// </summary>
    public bool InTwoPlaces { get; init; }

    /// <summary>False when there may be routes that the plan does not show.</summary>
    public bool Complete { get; init; } = true;
}

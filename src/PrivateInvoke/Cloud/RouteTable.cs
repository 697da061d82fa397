using PrivateInvoke.Network;

namespace PrivateInvoke.Cloud;

public sealed record RouteTable : CloudResource
{
    public required IReadOnlyList<Route> Routes { get; init; }

    /// <summary>False when there may be routes that the plan does not show.</summary>
    public bool Complete { get; init; } = true;
}

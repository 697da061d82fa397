using PrivateInvoke.Network;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Cloud;

public sealed record PrefixList : CloudResource
{
    /// <summary>Unknown as soon as one block is.</summary>
    public Planned<IReadOnlyList<Cidr>> Blocks { get; init; } = Planned<IReadOnlyList<Cidr>>.Unknown.Instance;
}

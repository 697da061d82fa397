using PrivateInvoke.Network;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Cloud;

public sealed record PrefixList : CloudResource
{
    /// <summary>Of AWS's own lists, the service's: <c>com.amazonaws.us-east-1.s3</c>.</summary>
    public Planned<string> Name { get; init; } = Planned<string>.Unknown.Instance;

    /// <summary>Unknown as soon as one block is.</summary>
    public Planned<IReadOnlyList<Cidr>> Blocks { get; init; } = Planned<IReadOnlyList<Cidr>>.Unknown.Instance;
}

using PrivateInvoke.Plan;

namespace PrivateInvoke.Cloud;

public sealed record InternetGateway : CloudResource
{
    /// <summary>The VPC it is attached to; absent when it is attached to none.</summary>
    public Planned<string> Vpc { get; init; } = Planned<string>.Absent.Instance;

    /// <summary>Route tables for what comes in through it.</summary>
    public IReadOnlyList<Planned<string>> EdgeTables { get; init; } = [];
}

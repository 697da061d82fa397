using PrivateInvoke.Plan;

namespace PrivateInvoke.Network;

/// <summary>One allow rule of a security group, inline or a resource of its own.</summary>
public sealed record TrafficRule
{
    /// <summary>The Terraform address that holds the rule.</summary>
    public required string Address { get; init; }

    /// <summary><c>tcp</c>, a number, or <c>-1</c> for all.</summary>
    public required Planned<string> Protocol { get; init; }

    public Planned<int> FromPort { get; init; } = Planned<int>.Absent.Instance;

    public Planned<int> ToPort { get; init; } = Planned<int>.Absent.Instance;

    public required IReadOnlyList<Peer> Peers { get; init; }

    public Truth AllowsTcp(int port) => Protocol switch
    {
        Planned<string>.Known { Value: "-1" or "all" } => Truth.Yes,
        Planned<string>.Known { Value: var name } when !IsTcp(name) => Truth.No,
        _ when FromPort.TryGet(out var from) && from > port => TcpOnly(Truth.No),
        _ when ToPort.TryGet(out var to) && to < port => TcpOnly(Truth.No),
        Planned<string>.Known => FromPort.TryGet(out _) && ToPort.TryGet(out _) ? Truth.Yes : Truth.Undecided,
        _ => Truth.Undecided,
    };

    // An unknown protocol may be -1, for which ports do not count.
    private Truth TcpOnly(Truth answer) => Protocol is Planned<string>.Known ? answer : Truth.Undecided;

    private static bool IsTcp(string name) => name is "6" || name.Equals("tcp", StringComparison.OrdinalIgnoreCase);
}

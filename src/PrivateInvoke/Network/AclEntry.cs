using PrivateInvoke.Plan;

namespace PrivateInvoke.Network;

/// <summary>One numbered rule of a network ACL, for one direction.</summary>
public sealed record AclEntry
{
    public required string Address { get; init; }

    public required Planned<int> Number { get; init; }

    /// <summary>Allow, or deny.</summary>
    public required Planned<bool> Allows { get; init; }

    /// <summary><c>6</c>, <c>tcp</c> or <c>-1</c>.</summary>
    public required Planned<string> Protocol { get; init; }

    public Planned<int> FromPort { get; init; } = Planned<int>.Absent.Instance;

    public Planned<int> ToPort { get; init; } = Planned<int>.Absent.Instance;

    /// <summary>
    /// A resource of its own beside entries of the ACL's own: each apply of the ACL takes it away. See
    /// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/network_acl
    /// </summary>
    public bool IsContested { get; init; }

    /// <summary>Absent when the entry is about the other IP version.</summary>
    public required Planned<Cidr> Block { get; init; }

    /// <summary>The tcp ports it speaks of: none, some, or not known.</summary>
    internal (Truth Applies, PortRange Ports) Tcp() => Protocol switch
    {
        Planned<string>.Known { Value: "-1" or "all" } => (Truth.Yes, PortRange.All),
        Planned<string>.Known { Value: "6" or "tcp" or "TCP" } when FromPort.TryGet(out var from) && ToPort.TryGet(out var to) =>
            (Truth.Yes, new PortRange(from, to)),
        Planned<string>.Known { Value: "6" or "tcp" or "TCP" } => (Truth.Undecided, PortRange.All),
        Planned<string>.Known => (Truth.No, PortRange.All),
        _ => (Truth.Undecided, PortRange.All),
    };
}

/// <summary>Both ends included.</summary>
public readonly record struct PortRange(int From, int To)
{
    public static readonly PortRange All = new(0, 65535);

    /// <summary>What Lambda and NAT gateways use for the client's side, by AWS's guide to network ACLs.</summary>
    public static readonly PortRange Ephemeral = new(1024, 65535);

    public static PortRange One(int port) => new(port, port);

    public bool Overlaps(PortRange other) => From <= other.To && other.From <= To;

    public bool Contains(PortRange other) => From <= other.From && other.To <= To;

    public override string ToString() => From == To ? $"{From}" : $"{From}-{To}";
}

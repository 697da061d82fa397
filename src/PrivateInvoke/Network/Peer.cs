using PrivateInvoke.Plan;

namespace PrivateInvoke.Network;

/// <summary>The other side that a security group rule names.</summary>
public abstract record Peer
{
    private Peer()
    {
    }

    public sealed record Block(Cidr Cidr) : Peer;

    public sealed record Group(string Id) : Peer;

    public sealed record PrefixList(string Id) : Peer;

    /// <summary>Members of the rule's own group.</summary>
    public sealed record Self : Peer
    {
        public static readonly Self Instance = new();
    }

    /// <summary>Named by the configuration, known only after an apply.</summary>
    public sealed record Unknown : Peer
    {
        public static readonly Unknown Instance = new();
    }

    public static Peer OfBlock(Planned<string> text) =>
        text is not Planned<string>.Known known ? Unknown.Instance
        : Cidr.TryParse(known.Value, out var cidr) ? new Block(cidr)
        : Unknown.Instance;

    public static Peer OfGroup(Planned<string> id) =>
        id.TryGet(out var known) ? new Group(known[(known.IndexOf('/', StringComparison.Ordinal) + 1)..]) : Unknown.Instance;

    public static Peer OfPrefixList(Planned<string> id) => id.TryGet(out var known) ? new PrefixList(known) : Unknown.Instance;
}

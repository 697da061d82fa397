using PrivateInvoke.Plan;

namespace PrivateInvoke.Network;

/// <summary>Where an address lies, when the address itself is not known: an interface's address is somewhere in its subnet.</summary>
internal abstract record AddressSet
{
    /// <summary>Blocks that no public address of AWS lies in (RFC 6890 and the multicast and reserved ranges).</summary>
    private static readonly Cidr[] NeverPublic =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
            "192.0.2.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "fc00::/7", "fe80::/10", "ff00::/8", "::1/128", "2001:db8::/32",
        }.Select(Cidr.Parse),
    ];

    private AddressSet()
    {
    }

    /// <summary>Somewhere in the block.</summary>
    public sealed record Within(Cidr Block) : AddressSet
    {
        public override string ToString() => Block.ToString();
    }

    /// <summary>The AWS API's public IPv4 addresses, which change.</summary>
    public sealed record AwsPublic : AddressSet
    {
        public static readonly AwsPublic Instance = new();

        public override string ToString() => "the AWS API's public addresses";
    }

    public sealed record Unknown : AddressSet
    {
        public static readonly Unknown Instance = new();

        public override string ToString() => "an address not known yet";
    }

    public static AddressSet Of(Planned<Cidr> block) => block.TryGet(out var known) ? new Within(known) : Unknown.Instance;

    /// <summary>Whether every address here is in one of the blocks (yes), none is (no), or some may be.</summary>
    public Truth CoveredBy(IReadOnlyCollection<Cidr> blocks) => this switch
    {
        _ when blocks.Count == 0 => Truth.No,
        Within known => Covered(known.Block, blocks),
        AwsPublic => Covered(Cidr.AnyV4, [.. blocks.Where(MayHoldAwsPublic)]),
        _ => blocks.Contains(Cidr.AnyV4) ? Truth.Yes : Truth.Undecided,
    };

    /// <summary>Whether no public IPv4 address is among them.</summary>
    public bool IsPrivate => this is Within { Block: { IsV6: false } block } && !MayHoldAwsPublic(block);

    /// <summary>The block to split when single rules have to be weighed against each other; null when there is none.</summary>
    public Cidr? Box => this switch
    {
        Within known => known.Block,
        AwsPublic => Cidr.AnyV4,
        _ => null,
    };

    /// <summary>Whether a rule on this block can meet an address of this set.</summary>
    public bool MayMeet(Cidr block) => this switch
    {
        Within known => known.Block.Overlaps(block),
        AwsPublic => MayHoldAwsPublic(block),
        _ => true,
    };

    private static bool MayHoldAwsPublic(Cidr block) => !block.IsV6 && !Array.Exists(NeverPublic, range => range.Contains(block));

    private static Truth Covered(Cidr target, IReadOnlyCollection<Cidr> blocks)
    {
        var touching = blocks.Where(block => block.Overlaps(target)).ToArray();
        if (touching.Length == 0)
            return Truth.No;
        if (Array.Exists(touching, block => block.Contains(target)))
            return Truth.Yes;

        var (lower, upper) = target.Split();
        var (a, b) = (Covered(lower, touching), Covered(upper, touching));
        return a == b ? a : Truth.Undecided;
    }
}

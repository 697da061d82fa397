namespace PrivateInvoke.Network;

/// <summary>
/// One direction of a network ACL. Stateless: the lowest number that applies decides, and what no entry speaks of is denied.
/// </summary>
public sealed record AclRules
{
    /// <summary>What AWS puts into a VPC's default ACL.</summary>
    public static readonly AclRules AllowAll = new()
    {
        Entries = [new AclEntry { Address = "", Number = 100, Allows = true, Protocol = "-1", Block = Cidr.AnyV4 }],
    };

    public required IReadOnlyList<AclEntry> Entries { get; init; }

    /// <summary>Entries in the plan whose ACL is not known: they may belong here.</summary>
    public IReadOnlyList<AclEntry> Perhaps { get; init; } = [];

    /// <summary>False when there may be entries that the plan does not show.</summary>
    public bool Complete { get; init; } = true;

    internal bool Speaks(string address) => Entries.Any(entry => entry.Address == address) || Perhaps.Any(entry => entry.Address == address);

    /// <summary>The same rules without the entries that one resource holds.</summary>
    internal AclRules Without(string address) => this with
    {
        Entries = [.. Entries.Where(entry => entry.Address != address)],
        Perhaps = [.. Perhaps.Where(entry => entry.Address != address)],
    };

    /// <summary>Whether tcp with these addresses on the other side passes on every one of the ports (yes) or on none (no).</summary>
    internal Truth Passes(AddressSet others, PortRange ports)
    {
        var answer = PassesAsPlanned(others, ports);
        return Entries.Any(entry => entry.IsContested)
            ? Both(answer, (this with { Entries = [.. Entries.Where(entry => !entry.IsContested)] }).PassesAsPlanned(others, ports))
            : answer;
    }

    private Truth PassesAsPlanned(AddressSet others, PortRange ports)
    {
        if (!Complete || Perhaps.Any(entry => MayApply(entry, others, ports)))
            return Truth.Undecided;

        var applying = Entries.Where(entry => MayApply(entry, others, ports)).ToArray();
        if (applying.Length == 0)
            return Truth.No;

        // Entries that all say the same need no order.
        if (!Array.TrueForAll(applying, entry => entry.Number.TryGet(out _)))
            return Array.TrueForAll(applying, entry => entry.Allows.TryGet(out var allows) && !allows) ? Truth.No : Truth.Undecided;

        Array.Sort(applying, (a, b) => Number(a).CompareTo(Number(b)));
        return others.Box is { } box ? Decide(applying, 0, box, ports) : DecideUnknown(applying, ports);
    }

    private static Truth Decide(AclEntry[] entries, int index, Cidr box, PortRange ports)
    {
        for (; index < entries.Length; index++)
        {
            var entry = entries[index];
            var (applies, range) = entry.Tcp();
            if (applies is Truth.No || !range.Overlaps(ports))
                continue;
            if (!entry.Block.TryGet(out var block))
                return Truth.Undecided;
            if (!block.Overlaps(box))
                continue;
            if (applies is Truth.Undecided)
                return Truth.Undecided;

            if (!block.Contains(box))
            {
                var (lower, upper) = box.Split();
                return Both(Decide(entries, index, lower, ports), Decide(entries, index, upper, ports));
            }

            if (!range.Contains(ports))
                return Pieces(range, ports).Select(piece => Decide(entries, index, box, piece)).Aggregate(Both);

            return entry.Allows.IsTrue();
        }

        return Truth.No;
    }

    private static Truth DecideUnknown(AclEntry[] entries, PortRange ports)
    {
        // Only an entry for every address and all these ports can settle what happens to an address nobody knows.
        var (applies, range) = entries[0].Tcp();
        var settles = applies is Truth.Yes && range.Contains(ports) && entries[0].Block.TryGet(out var block) && block == Cidr.AnyV4;
        return settles ? entries[0].Allows.IsTrue() : Truth.Undecided;
    }

    private static bool MayApply(AclEntry entry, AddressSet others, PortRange ports)
    {
        var (applies, range) = entry.Tcp();
        return applies is not Truth.No && range.Overlaps(ports) && entry.Block switch
        {
            Plan.Planned<Cidr>.Known known => others.MayMeet(known.Value),
            Plan.Planned<Cidr>.Unknown => true,
            _ => false,
        };
    }

    private static IEnumerable<PortRange> Pieces(PortRange cut, PortRange ports)
    {
        if (ports.From < cut.From)
            yield return ports with { To = cut.From - 1 };
        yield return new PortRange(Math.Max(ports.From, cut.From), Math.Min(ports.To, cut.To));
        if (cut.To < ports.To)
            yield return ports with { From = cut.To + 1 };
    }

    private static Truth Both(Truth a, Truth b) => a == b ? a : Truth.Undecided;

    private static int Number(AclEntry entry) => entry.Number.TryGet(out var number) ? number : int.MaxValue;
}

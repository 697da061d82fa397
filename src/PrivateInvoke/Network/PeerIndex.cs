namespace PrivateInvoke.Network;

/// <summary>
/// Whom a set of rules lets speak tcp on one port, arranged for asking: a group that a thousand callers share has a thousand rules.
/// </summary>
internal sealed class PeerIndex
{
    private readonly Dictionary<string, Truth> _groups = [];
    private readonly List<(string Id, Truth Ports)> _prefixLists = [];
    private readonly List<Cidr> _blocks = [];
    private readonly List<Cidr> _perhapsBlocks = [];
    private readonly Truth _self;
    private readonly Truth _unknown;

    public PeerIndex(IReadOnlyList<TrafficRule> rules, int port)
    {
        Port = port;
        foreach (var rule in rules)
        {
            var ports = rule.AllowsTcp(port);
            foreach (var peer in ports is Truth.No ? [] : rule.Peers)
            {
                switch (peer)
                {
                    case Peer.Block block:
                        (ports is Truth.Yes ? _blocks : _perhapsBlocks).Add(block.Cidr);
                        break;
                    case Peer.Group group:
                        _groups[group.Id] = _groups.GetValueOrDefault(group.Id).Or(ports);
                        break;
                    case Peer.PrefixList list:
                        _prefixLists.Add((list.Id, ports));
                        break;
                    case Peer.Self:
                        _self = _self.Or(ports);
                        break;
                    default:
                        _unknown = Truth.Undecided;
                        break;
                }
            }
        }
    }

    public int Port { get; }

    /// <param name="own">The id of the group that holds the rules.</param>
    public Truth Admits(Party other, Plan.Planned<string> own, Func<string, IReadOnlyCollection<Cidr>?> prefixList)
    {
        var answer = _unknown.Or(Groups(other)).Or(Self(other, own));
        if (answer is Truth.Yes)
            return answer;
        if (_prefixLists.Count == 0)
            return answer.Or(other.Addresses.CoveredBy(_blocks)).Or(other.Addresses.CoveredBy(_perhapsBlocks).Perhaps());

        var (all, perhaps) = (_blocks.ToList(), _perhapsBlocks.ToList());
        foreach (var (id, ports) in _prefixLists)
        {
            if (prefixList(id) is { } known)
                (ports is Truth.Yes ? all : perhaps).AddRange(known);
            else
                answer = answer.Or(Truth.Undecided);
        }

        // Blocks count together: two halves admit the whole.
        return answer.Or(other.Addresses.CoveredBy(all)).Or(other.Addresses.CoveredBy(perhaps).Perhaps());
    }

    private Truth Groups(Party other) => _groups.Count == 0 ? Truth.No
        : other.Groups.Any(id => id.TryGet(out var known) ? _groups.GetValueOrDefault(known) : Truth.Undecided);

    private Truth Self(Party other, Plan.Planned<string> own) => _self is Truth.No ? Truth.No
        : _self.And(own.TryGet(out var id) ? other.Groups.Any(group => group.Is(id)) : Truth.Undecided);
}

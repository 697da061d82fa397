using PrivateInvoke.Plan;

namespace PrivateInvoke.Network;

/// <summary>One side of a connection as security group rules see it.</summary>
/// <param name="Groups">The ids of the interface's security groups.</param>
public sealed record Party(AddressSet Addresses, IReadOnlyList<Planned<string>> Groups)
{
    public Truth IsIn(string group) => Groups.Any(id => id.Is(group));
}

/// <summary>Asks a group's rules whether tcp to one port passes between its members and the other side.</summary>
/// <param name="PrefixList">A prefix list's blocks, or null when the plan does not tell them.</param>
public sealed record Traffic(int Port, Party Other, Func<string, IReadOnlyCollection<Cidr>?> PrefixList)
{
    /// <param name="group">The id of the group that holds the rules, for rules on the group itself.</param>
    public Truth Passes(RuleSet rules, Planned<string> group)
    {
        var answer = PassesAny(rules.Rules, group).Or(PassesAny(rules.Perhaps, group).Perhaps());
        return rules.Complete ? answer : answer.Or(Truth.Undecided);
    }

    private Truth PassesAny(IReadOnlyList<TrafficRule> rules, Planned<string> group)
    {
        var answer = Truth.No;
        List<Cidr> blocks = [], perhaps = [];
        foreach (var rule in rules)
        {
            var ports = rule.AllowsTcp(Port);
            if (ports is Truth.No)
                continue;

            foreach (var peer in rule.Peers)
            {
                if (Blocks(peer) is { } known)
                    (ports is Truth.Yes ? blocks : perhaps).AddRange(known);
                else
                    answer = answer.Or(ports.And(IsOther(peer, group)));
            }
        }

        // Blocks count together: two halves admit the whole.
        return answer.Or(Other.Addresses.CoveredBy(blocks)).Or(Other.Addresses.CoveredBy(perhaps).Perhaps());
    }

    private IReadOnlyCollection<Cidr>? Blocks(Peer peer) => peer switch
    {
        Peer.Block block => [block.Cidr],
        Peer.PrefixList list => PrefixList(list.Id),
        _ => null,
    };

    private Truth IsOther(Peer peer, Planned<string> group) => peer switch
    {
        Peer.Group other => Other.IsIn(other.Id),
        Peer.Self => group.TryGet(out var own) ? Other.IsIn(own) : Truth.Undecided,
        _ => Truth.Undecided,
    };
}

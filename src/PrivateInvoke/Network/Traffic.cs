using PrivateInvoke.Plan;

namespace PrivateInvoke.Network;

/// <summary>One side of a connection as security group rules see it.</summary>
/// <param name="Groups">The ids of the interface's security groups.</param>
internal sealed record Party(AddressSet Addresses, IReadOnlyList<Planned<string>> Groups);

/// <summary>Asks a group's rules whether tcp to one port passes between its members and the other side.</summary>
/// <param name="PrefixList">A prefix list's blocks, or null when the plan does not tell them.</param>
internal sealed record Traffic(int Port, Party Other, Func<string, IReadOnlyCollection<Cidr>?> PrefixList)
{
    /// <param name="group">The id of the group that holds the rules, for rules on the group itself.</param>
    public Truth Passes(RuleSet rules, Planned<string> group)
    {
        var answer = rules.PeersOf(Port).Admits(Other, group, PrefixList);
        if (answer is not Truth.Yes && rules.Perhaps.Count > 0)
            answer = answer.Or(rules.PerhapsPeersOf(Port).Admits(Other, group, PrefixList).Perhaps());
        return rules.Complete ? answer : answer.Or(Truth.Undecided);
    }
}

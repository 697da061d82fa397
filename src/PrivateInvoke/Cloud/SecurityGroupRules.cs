using PrivateInvoke.Network;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Cloud;

/// <summary>Rules in their three spellings: inline blocks, aws_security_group_rule, aws_vpc_security_group_{ingress,egress}_rule.</summary>
internal static class SecurityGroupRules
{
    /// <summary>The rules that are resources of their own, by the group they belong to.</summary>
    public static ILookup<string?, TrafficRule> Separate(PlanIndex plan, string direction)
    {
        var mixed = plan.Managed("aws_security_group_rule")
            .Where(rule => rule.Values.Text("type").Text() is not { } type || type == direction)
            .Select(rule => (
                Group: rule.Values.Text("type").TryGet(out _) ? rule.Values.Text("security_group_id").Text() : null,
                Rule: Listed(rule.Address, rule.Values, "source_security_group_id")));
        var own = plan.Managed($"aws_vpc_security_group_{direction}_rule")
            .Select(rule => (Group: rule.Values.Text("security_group_id").Text(), Rule: Single(rule)));
        return mixed.Concat(own).ToLookup(pair => pair.Group, pair => pair.Rule);
    }

    public static RuleSet Unite(
        PlannedResource group, string direction, IEnumerable<TrafficRule> separate, IReadOnlyList<TrafficRule> perhaps, bool whole)
    {
        var inline = group.Values.Blocks(direction);
        var others = separate.ToArray();
        return new RuleSet
        {
            Rules =
            [
                .. inline.Match(blocks => blocks.Select(block => Listed(group.Address, block, "security_groups")), () => [], () => []),
                .. others,
            ],
            InTwoPlaces = inline is not Planned<IReadOnlyList<PlannedObject>>.Absent && others.Length > 0,
            Perhaps = perhaps,
            Complete = whole && inline is not Planned<IReadOnlyList<PlannedObject>>.Unknown,
        };
    }

    private static TrafficRule Listed(string address, PlannedObject values, string groups) => new()
    {
        Address = address,
        Protocol = values.Text("protocol").OrUnknown(),
        FromPort = values.Number("from_port"),
        ToPort = values.Number("to_port"),
        Peers =
        [
            .. values.Members("cidr_blocks").Select(Peer.OfBlock),
            .. values.Members("ipv6_cidr_blocks").Select(Peer.OfBlock),
            .. values.Members("prefix_list_ids").Select(Peer.OfPrefixList),
            .. (values.Filled(groups) is Planned<string>.Absent ? values.Members(groups) : [values.Filled(groups)]).Select(Peer.OfGroup),
            .. values.Flag("self").Match(self => self ? [Peer.Self.Instance] : Array.Empty<Peer>(), () => [Peer.Unknown.Instance], () => []),
        ],
    };

    private static TrafficRule Single(PlannedResource rule)
    {
        var values = rule.Values;
        return new TrafficRule
        {
            Address = rule.Address,
            Protocol = values.Text("ip_protocol").OrUnknown(),
            FromPort = values.Number("from_port"),
            ToPort = values.Number("to_port"),
            Peers =
            [
                .. Given(values, "cidr_ipv4", Peer.OfBlock),
                .. Given(values, "cidr_ipv6", Peer.OfBlock),
                .. Given(values, "prefix_list_id", Peer.OfPrefixList),
                .. Given(values, "referenced_security_group_id", Peer.OfGroup),
            ],
        };
    }

    private static IEnumerable<Peer> Given(PlannedObject values, string attribute, Func<Planned<string>, Peer> read) =>
        values.Filled(attribute) is { } value and not Planned<string>.Absent ? [read(value)] : [];
}

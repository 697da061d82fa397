using PrivateInvoke.Network;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Cloud;

/// <summary>aws_network_acl, aws_network_acl_rule, aws_default_network_acl, and the default ACL nobody adopted.</summary>
internal static class NetworkAclReader
{
    public static Catalog<NetworkAcl> Read(PlanIndex plan, Catalog<Vpc> vpcs)
    {
        var rules = plan.Managed("aws_network_acl_rule").By("network_acl_id");
        var defaults = plan.Managed("aws_default_network_acl").ToArray();

        NetworkAcl ReadOne(PlannedResource acl, IReadOnlyList<string> aliases)
        {
            var names = Reading.Known(acl.Id).Concat(aliases).ToArray();
            return new NetworkAcl
            {
                Address = acl.Address,
                Id = acl.Id,
                Aliases = aliases,
                Vpc = acl.Values.Filled("vpc_id"),
                Ingress = Rules(acl, rules.Of(names), rules[null], egress: false),
                Egress = Rules(acl, rules.Of(names), rules[null], egress: true),
            };
        }

        var acls = plan.Managed("aws_network_acl").Select(acl => ReadOne(acl, Reading.Known(acl.Arn)))
            .Concat(defaults.Select(acl => ReadOne(acl, Reading.Known(acl.Arn, acl.Values.Text("default_network_acl_id")))))
            .ToList();
        var adopted = defaults.Select(acl => acl.Values.Text("default_network_acl_id").Text()).ToHashSet();
        acls.AddRange(vpcs
            .Where(vpc => vpc.Whole && vpc.DefaultNetworkAcl.TryGet(out var id) && !adopted.Contains(id))
            .Select(vpc => AwsDefault(vpc, rules, certain: !adopted.Contains(null))));
        return new Catalog<NetworkAcl>(acls);
    }

    private static NetworkAcl AwsDefault(Vpc vpc, ILookup<string?, PlannedResource> rules, bool certain)
    {
        var id = vpc.DefaultNetworkAcl.Text()!;
        AclRules With(bool egress) => AclRules.AllowAll with
        {
            Entries = [.. AclRules.AllowAll.Entries, .. Separate(rules[id], egress)],
            Perhaps = [.. Separate(rules[null], egress)],
            Complete = certain,
        };
        return new NetworkAcl { Address = $"{vpc.Address}'s default network ACL", Id = id, Ingress = With(false), Egress = With(true) };
    }

    private static AclRules Rules(
        PlannedResource acl, IEnumerable<PlannedResource> separate, IEnumerable<PlannedResource> perhaps, bool egress)
    {
        var inline = acl.Values.Blocks(egress ? "egress" : "ingress");
        // The default ACL is adopted with the entries of its blocks and no others, also where it has none.
        var isWhole = acl.Type == "aws_default_network_acl" || inline is not Planned<IReadOnlyList<PlannedObject>>.Absent;
        return new AclRules
        {
            Entries =
            [
                .. inline.Match(blocks => blocks.Select(block => Inline(acl.Address, block)), () => [], () => []),
                .. Separate(separate, egress).Select(entry => entry with { IsContested = isWhole }),
            ],
            Perhaps = [.. Separate(perhaps, egress)],
            Complete = inline is not Planned<IReadOnlyList<PlannedObject>>.Unknown && acl.Id is Planned<string>.Known,
        };
    }

    private static AclEntry Inline(string address, PlannedObject block) => Entry(address, block, "rule_no", "action");

    private static IEnumerable<AclEntry> Separate(IEnumerable<PlannedResource> rules, bool egress) =>
        from rule in rules
        let direction = rule.Values.Flag("egress").Or(false)
        where direction.IsTrue() is Truth.Undecided || direction.IsTrue() == Truths.Of(egress)
        let entry = Entry(rule.Address, rule.Values, "rule_number", "rule_action")
        // Which direction it is for is not known: what it says is not known either.
        select direction.TryGet(out _) ? entry : entry with { Allows = Planned<bool>.Unknown.Instance };

    private static AclEntry Entry(string address, PlannedObject values, string number, string action) => new()
    {
        Address = address,
        Number = values.Number(number) is Planned<int>.Known known ? known : Planned<int>.Unknown.Instance,
        Allows = values.Text(action).OrUnknown().Select(text => text.Equals("allow", StringComparison.OrdinalIgnoreCase)),
        Protocol = values.Text("protocol").OrUnknown(),
        FromPort = values.Number("from_port"),
        ToPort = values.Number("to_port"),
        Block = values.Block("cidr_block"),
    };
}

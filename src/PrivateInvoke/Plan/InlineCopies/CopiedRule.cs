namespace PrivateInvoke.Plan.InlineCopies;

/// <summary>
/// A security group's rule in the group's own blocks, where those of one protocol and one range of ports are one block with every source
/// of theirs.
/// </summary>
internal static class CopiedRule
{
    private static readonly string[] Lists = ["cidr_blocks", "ipv6_cidr_blocks", "prefix_list_ids", "security_groups"];

    /// <summary>Of an aws_vpc_security_group_{ingress,egress}_rule, which has one source.</summary>
    public static PlannedValue WithoutSingle(PlannedValue blocks, PlannedObject former) => Without(blocks, former, "ip_protocol", new()
    {
        ["cidr_blocks"] = [.. One(former, "cidr_ipv4")],
        ["ipv6_cidr_blocks"] = [.. One(former, "cidr_ipv6")],
        ["prefix_list_ids"] = [.. One(former, "prefix_list_id")],
        ["security_groups"] = [.. One(former, "referenced_security_group_id")],
    });

    /// <summary>Of an aws_security_group_rule, which has lists of them.</summary>
    public static PlannedValue WithoutListed(PlannedValue blocks, PlannedObject former) => Without(blocks, former, "protocol", new()
    {
        ["cidr_blocks"] = [.. All(former, "cidr_blocks")],
        ["ipv6_cidr_blocks"] = [.. All(former, "ipv6_cidr_blocks")],
        ["prefix_list_ids"] = [.. All(former, "prefix_list_ids")],
        ["security_groups"] = [.. One(former, "source_security_group_id")],
    });

    private static PlannedValue Without(PlannedValue blocks, PlannedObject former, string protocol, Dictionary<string, HashSet<string>> sources)
    {
        if (blocks is not PlannedValue.List list)
            return blocks;

        // A rule of a group about itself names the group, and its block says self.
        var isSelf = former.Flag("self") is Planned<bool>.Known { Value: true }
            || sources["security_groups"].Contains(former.Known("security_group_id") ?? "");
        return new PlannedValue.List([.. list.Items.Select(Rest).OfType<PlannedValue>()]);

        PlannedValue? Rest(PlannedValue item)
        {
            if (item is not PlannedValue.Object { Value: var block } || Traffic(block, "protocol") != Traffic(former, protocol))
                return item;

            var attributes = block.Attributes.ToDictionary();
            foreach (var name in Lists)
            {
                if (block[name] is PlannedValue.List had)
                    attributes[name] = new PlannedValue.List([.. had.Items.Where(one => one is not PlannedValue.Text text || !sources[name].Contains(text.Value))]);
            }

            if (isSelf)
                attributes["self"] = PlannedValue.Flag.Of(false);

            var rest = new PlannedObject(attributes);
            return Array.Exists(Lists, name => rest[name] is PlannedValue.List { Items.Count: > 0 }) || rest.Flag("self") is Planned<bool>.Known { Value: true }
                ? new PlannedValue.Object(rest)
                : null;
        }
    }

    /// <summary>Of every protocol, a rule has no ports, and its block has zeros.</summary>
    private static (string?, string?, string?) Traffic(PlannedObject values, string protocol) =>
        values.Known(protocol) is "-1" or "all" ? ("-1", null, null)
        : (values.Known(protocol), values.Known("from_port"), values.Known("to_port"));

    private static IEnumerable<string> All(PlannedObject former, string list) =>
        former[list] is PlannedValue.List { Items: var items } ? items.OfType<PlannedValue.Text>().Select(item => item.Value) : [];

    private static IEnumerable<string> One(PlannedObject former, string attribute) => former.Known(attribute) is { } one ? [one] : [];
}

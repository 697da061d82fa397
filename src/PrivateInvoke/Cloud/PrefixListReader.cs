using PrivateInvoke.Network;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Cloud;

/// <summary>aws_ec2_managed_prefix_list, its entries, and the data sources that read one.</summary>
internal static class PrefixListReader
{
    private static readonly Planned<IReadOnlyList<Cidr>>.Unknown Unknown = Planned<IReadOnlyList<Cidr>>.Unknown.Instance;

    public static Catalog<PrefixList> Read(PlanIndex plan)
    {
        var entries = plan.Managed("aws_ec2_managed_prefix_list_entry").By("prefix_list_id");
        return new Catalog<PrefixList>(plan.Managed("aws_ec2_managed_prefix_list")
            .Select(list => new PrefixList
            {
                Address = list.Address,
                Id = list.Id,
                Aliases = Reading.Known(list.Arn),
                Blocks = entries[null].Any() ? Unknown : Blocks(
                    list.Values.Blocks("entry"), entries.Of(Reading.Known(list.Id)).Select(entry => entry.Values.Block("cidr"))),
            })
            .Concat(plan.Data("aws_ec2_managed_prefix_list").Concat(plan.Data("aws_prefix_list")).Select(list => new PrefixList
            {
                Address = list.Address,
                Id = list.Id,
                Whole = false,
                Name = Name(list.Values),
                Blocks = list.Values.Blocks("entries") is Planned<IReadOnlyList<PlannedObject>>.Known { Value.Count: > 0 } known
                    ? Blocks(known, [])
                    : Texts(list.Values.Texts("cidr_blocks")),
            })));
    }

    /// <summary>What the configuration asks for by name is known though it could not be read.</summary>
    private static Planned<string> Name(PlannedObject values)
    {
        if (values.Text("name") is Planned<string>.Known { Value: var own } && own.Contains('.', StringComparison.Ordinal))
            return own;

        var filters = values.Blocks("filter").Match(known => known, () => [], () => []);
        return filters.FirstOrDefault(filter => filter.Text("name").Text() is "prefix-list-name")?.Members("values") is [var only]
            ? only
            : Planned<string>.Unknown.Instance;
    }

    private static Planned<IReadOnlyList<Cidr>> Blocks(Planned<IReadOnlyList<PlannedObject>> inline, IEnumerable<Planned<Cidr>> separate) =>
        inline is Planned<IReadOnlyList<PlannedObject>>.Unknown
            ? Unknown
            : AllKnown(inline.Match(blocks => blocks.Select(block => block.Block("cidr")), () => [], () => []).Concat(separate));

    private static Planned<IReadOnlyList<Cidr>> Texts(Planned<IReadOnlyList<Planned<string>>> blocks) =>
        blocks is Planned<IReadOnlyList<Planned<string>>>.Known known
            ? AllKnown(known.Value.Select(text => Cidr.TryParse(text.Text(), out var block) ? block : (Planned<Cidr>)Planned<Cidr>.Unknown.Instance))
            : Unknown;

    private static Planned<IReadOnlyList<Cidr>> AllKnown(IEnumerable<Planned<Cidr>> blocks)
    {
        var known = new List<Cidr>();
        foreach (var block in blocks)
        {
            if (!block.TryGet(out var value))
                return Unknown;
            known.Add(value);
        }

        return known;
    }
}

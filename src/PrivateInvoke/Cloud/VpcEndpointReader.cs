using PrivateInvoke.Iam;
using PrivateInvoke.Network;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Cloud;

/// <summary>aws_vpc_endpoint with its _policy, _private_dns and _security_group, _subnet and _route_table associations.</summary>
internal static class VpcEndpointReader
{
    public static Catalog<VpcEndpoint> Read(PlanIndex plan, Catalog<Vpc> vpcs)
    {
        var policies = plan.Managed("aws_vpc_endpoint_policy").By("vpc_endpoint_id");
        var privateDns = plan.Managed("aws_vpc_endpoint_private_dns").By("vpc_endpoint_id");
        var groups = plan.Managed("aws_vpc_endpoint_security_group_association").By("vpc_endpoint_id");
        var tables = plan.Managed("aws_vpc_endpoint_route_table_association").By("vpc_endpoint_id");
        var subnets = plan.Managed("aws_vpc_endpoint_subnet_association").By("vpc_endpoint_id");

        return new Catalog<VpcEndpoint>(plan.All("aws_vpc_endpoint").Select(endpoint =>
        {
            var id = Reading.Known(endpoint.Id);
            var values = endpoint.Values;
            return new VpcEndpoint
            {
                Address = endpoint.Address,
                Id = endpoint.Id,
                Whole = !endpoint.IsData,
                Aliases = Reading.Known(endpoint.Arn),
                Vpc = values.Text("vpc_id").OrUnknown(),
                Type = endpoint.IsData ? values.Text("vpc_endpoint_type") : values.Text("vpc_endpoint_type").Or("Gateway"),
                ServiceName = values.Text("service_name").OrUnknown(),
                ServiceRegion = values.Filled("service_region"),
                PrivateDns = Override(privateDns, endpoint, "private_dns_enabled") is { } separate
                    ? separate.Values.Flag("private_dns_enabled")
                    : Certain(privateDns, endpoint, endpoint.IsData ? values.Flag("private_dns_enabled") : values.Flag("private_dns_enabled").Or(false)),
                AddressType = values.Filled("ip_address_type").Or("ipv4"),
                DnsRecordType = Option(values, block => block.Filled("dns_record_ip_type")),
                PrivateDnsOnlyForInbound = Option(values, block => block.Flag("private_dns_only_for_inbound_resolver_endpoint")),
                Subnets = [.. Joined(values, "subnet_ids", subnets, id, "subnet_id").Concat(Configured(values)).Distinct()],
                RouteTables = Joined(values, "route_table_ids", tables, id, "route_table_id"),
                PrefixList = endpoint.Computed("prefix_list_id"),
                Groups = Groups(values, groups, id, vpcs),
                Policy = Policy(endpoint, policies),
                DnsNames = DnsNames(endpoint),
            };
        }));
    }

    private static IReadOnlyList<Planned<string>> Joined(
        PlannedObject values, string inline, ILookup<string?, PlannedResource> separate, IReadOnlyList<string> id, string attribute)
    {
        var joined = separate.Of(id).Select(association => association.Values.Text(attribute).OrUnknown());
        // One whose endpoint is not known may be this one's; so may any, if this one's own id is not known.
        var perhaps = separate[null].Any() || (id.Count == 0 && separate.Count > 0);
        return [.. values.Members(inline).Concat(joined).Distinct(), .. perhaps ? [Planned<string>.Unknown.Instance] : Array.Empty<Planned<string>>()];
    }

    private static Planned<T> Option<T>(PlannedObject values, Func<PlannedObject, Planned<T>> read) => values.Blocks("dns_options").Match(
        blocks => blocks is [var block, ..] ? read(block) : Planned<T>.Absent.Instance,
        () => Planned<T>.Unknown.Instance,
        () => Planned<T>.Absent.Instance);

    /// <summary>Subnets that are given with an address each.</summary>
    private static IEnumerable<Planned<string>> Configured(PlannedObject values) => values.Blocks("subnet_configuration").Match(
        blocks => blocks.Select(block => block.Text("subnet_id").OrUnknown()), () => [], () => []);

    private static Planned<string>[] Groups(
        PlannedObject values, ILookup<string?, PlannedResource> separate, IReadOnlyList<string> id, Catalog<Vpc> vpcs)
    {
        var joined = Joined(values, "security_group_ids", separate, id, "security_group_id");
        // An association takes the default group's place only when told to.
        var keepsDefault = values.Members("security_group_ids").Count == 0 && joined.Count > 0
            && !separate.Of(id).Any(association => association.Values.Flag("replace_default_association").IsTrue() is Truth.Yes);
        return keepsDefault ? [.. joined, vpcs.Find(values.Text("vpc_id"))?.DefaultSecurityGroup ?? Planned<string>.Unknown.Instance] : [.. joined];
    }

    private static NamedPolicy Policy(PlannedResource endpoint, ILookup<string?, PlannedResource> separate)
    {
        var holder = Override(separate, endpoint, "policy") ?? endpoint;
        var text = Certain(separate, endpoint, holder.Values.Filled("policy"));
        return text is Planned<string>.Absent && !endpoint.IsData
            ? new NamedPolicy { Address = holder.Address, Attribute = "policy", Document = PolicyDocument.FullAccess }
            : NamedPolicy.Read(holder.Address, "policy", text.OrUnknown(), PolicyUse.Resource);
    }

    private static PlannedResource? Override(ILookup<string?, PlannedResource> separate, PlannedResource endpoint, string attribute) =>
        separate.Of(Reading.Known(endpoint.Id)).FirstOrDefault(other => other.Values[attribute] is not PlannedValue.Absent);

    /// <summary>A separate resource whose endpoint is not known may speak of this one.</summary>
    private static Planned<T> Certain<T>(ILookup<string?, PlannedResource> separate, PlannedResource endpoint, Planned<T> value) =>
        separate[null].Any() || (separate.Count > 0 && !endpoint.Id.TryGet(out _)) ? Planned<T>.Unknown.Instance : value;

    private static IReadOnlyList<string> DnsNames(PlannedResource endpoint) =>
    [
        .. endpoint.Values.Blocks("dns_entry").Match(
            entries => entries.SelectMany(entry => Reading.Known(entry.Text("dns_name"))), () => [], () => []),
        .. endpoint.Symbols.Where(symbol => symbol.Key.StartsWith("dns_entry", StringComparison.Ordinal)).Select(symbol => symbol.Value),
    ];
}

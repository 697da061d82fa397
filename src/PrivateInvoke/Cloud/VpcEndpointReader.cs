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
                    ? Agreed(endpoint, "private_dns_enabled", separate.Values.Flag("private_dns_enabled"), values.Flag("private_dns_enabled"))
                    : Certain(privateDns, endpoint, endpoint.IsData ? values.Flag("private_dns_enabled") : values.Flag("private_dns_enabled").Or(false)),
                AddressType = values.Filled("ip_address_type").Or("ipv4"),
                DnsRecordType = Option(values, block => block.Filled("dns_record_ip_type")),
                PrivateDnsOnlyForInbound = Option(values, block => block.Flag("private_dns_only_for_inbound_resolver_endpoint")),
                Subnets = [.. Joined(endpoint, "subnet_ids", subnets, id, "subnet_id").Concat(Configured(values)).Distinct()],
                RouteTables = Joined(endpoint, "route_table_ids", tables, id, "route_table_id"),
                PrefixList = endpoint.Computed("prefix_list_id"),
                Groups = Groups(endpoint, groups, id, vpcs),
                Policy = Policy(endpoint, policies),
                DnsNames = DnsNames(endpoint),
            };
        }));
    }

    /// <summary>An apply of an endpoint takes away what its own list does not have, so that what is joined beside a written list is there or not.</summary>
    private static IReadOnlyList<Planned<string>> Joined(
        PlannedResource endpoint, string inline, ILookup<string?, PlannedResource> separate, IReadOnlyList<string> id, string attribute)
    {
        var own = endpoint.Values.Members(inline);
        var joined = separate.Of(id).Select(association => association.Values.Text(attribute).OrUnknown())
            .Select(one => own.Count > 0 && endpoint.Written.Contains(inline) && !own.Contains(one) ? Planned<string>.Unknown.Instance : one);
        // One whose endpoint is not known may be this one's; so may any, if this one's own id is not known.
        var perhaps = separate[null].Any() || (id.Count == 0 && separate.Count > 0);
        return [.. own.Concat(joined).Distinct(), .. perhaps ? [Planned<string>.Unknown.Instance] : Array.Empty<Planned<string>>()];
    }

    private static Planned<T> Option<T>(PlannedObject values, Func<PlannedObject, Planned<T>> read) => values.Blocks("dns_options").Match(
        blocks => blocks is [var block, ..] ? read(block) : Planned<T>.Absent.Instance,
        () => Planned<T>.Unknown.Instance,
        () => Planned<T>.Absent.Instance);

    /// <summary>Subnets that are given with an address each.</summary>
    private static IEnumerable<Planned<string>> Configured(PlannedObject values) => values.Blocks("subnet_configuration").Match(
        blocks => blocks.Select(block => block.Text("subnet_id").OrUnknown()), () => [], () => []);

    private static Planned<string>[] Groups(
        PlannedResource endpoint, ILookup<string?, PlannedResource> separate, IReadOnlyList<string> id, Catalog<Vpc> vpcs)
    {
        var values = endpoint.Values;
        var joined = Joined(endpoint, "security_group_ids", separate, id, "security_group_id");
        // An association takes the default group's place only when told to.
        var keepsDefault = values.Members("security_group_ids").Count == 0 && joined.Count > 0
            && !separate.Of(id).Any(association => association.Values.Flag("replace_default_association").IsTrue() is Truth.Yes);
        return keepsDefault ? [.. joined, vpcs.Find(values.Text("vpc_id"))?.DefaultSecurityGroup ?? Planned<string>.Unknown.Instance] : [.. joined];
    }

    private static NamedPolicy Policy(PlannedResource endpoint, ILookup<string?, PlannedResource> separate)
    {
        var holder = Override(separate, endpoint, "policy") ?? endpoint;
        var text = Certain(separate, endpoint, Agreed(endpoint, "policy", holder.Values.Filled("policy"), endpoint.Values.Filled("policy")));
        return text is Planned<string>.Absent && !endpoint.IsData
            ? new NamedPolicy { Address = holder.Address, Attribute = "policy", Document = PolicyDocument.FullAccess }
            : NamedPolicy.Read(holder.Address, "policy", text.OrUnknown(), PolicyUse.Resource);
    }

    private static PlannedResource? Override(ILookup<string?, PlannedResource> separate, PlannedResource endpoint, string attribute) =>
        separate.Of(Reading.Known(endpoint.Id)).FirstOrDefault(other => other.Values[attribute] is not PlannedValue.Absent);

    /// <summary>What the endpoint writes and a resource of its own writes otherwise is now the one and now the other.</summary>
    private static Planned<T> Agreed<T>(PlannedResource endpoint, string attribute, Planned<T> separate, Planned<T> own) =>
        own is not Planned<T>.Absent && endpoint.Written.Contains(attribute) && !own.Equals(separate) ? Planned<T>.Unknown.Instance : separate;

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

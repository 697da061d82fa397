using PrivateInvoke.Network;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Cloud;

/// <summary>aws_vpc, aws_default_vpc, aws_vpc_ipv4_cidr_block_association and DHCP options.</summary>
internal static class VpcReader
{
    public static Catalog<Vpc> Read(PlanIndex plan)
    {
        var blocks = plan.Managed("aws_vpc_ipv4_cidr_block_association").By("vpc_id");
        var dhcp = plan.Managed("aws_vpc_dhcp_options_association").By("vpc_id");
        var options = plan.Managed("aws_vpc_dhcp_options").Concat(plan.Managed("aws_default_vpc_dhcp_options"))
            .Where(set => set.Id.TryGet(out _)).DistinctBy(set => set.Id.Text()).ToDictionary(set => set.Id.Text()!);
        var resolver = new ResolverReader(plan);

        return new Catalog<Vpc>(plan.Managed("aws_vpc").Select(vpc => ReadOne(vpc, hostnames: false) with { Whole = true })
            .Concat(plan.Managed("aws_default_vpc").Select(vpc => ReadOne(vpc, hostnames: true)))
            .Concat(plan.Data("aws_vpc").Select(vpc => ReadOne(vpc, hostnames: null)))
            .Select(vpc => vpc with
            {
                Blocks = [.. vpc.Blocks, .. blocks.Of(vpc.Names()).Select(extra => extra.Values.Block("cidr_block"))],
                AmazonDns = AmazonDns(vpc, dhcp, options, out var set),
                DhcpOptions = set,
                Zones = resolver.ZonesOf(vpc),
                ResolverRules = resolver.RulesOf(vpc),
                DnsFirewalls = resolver.FirewallsOf(vpc),
            }));
    }

    private static Vpc ReadOne(PlannedResource vpc, bool? hostnames) => new()
    {
        Address = vpc.Address,
        Id = vpc.Id,
        Whole = false,
        Aliases = Reading.Known(vpc.Arn),
        Blocks = [vpc.Values.Block("cidr_block")],
        DnsSupport = hostnames is null ? vpc.Values.Flag("enable_dns_support") : vpc.Values.Flag("enable_dns_support").Or(true),
        DnsHostnames = hostnames is { } absent ? vpc.Values.Flag("enable_dns_hostnames").Or(absent) : vpc.Values.Flag("enable_dns_hostnames"),
        DefaultSecurityGroup = vpc.Computed("default_security_group_id"),
        DefaultNetworkAcl = vpc.Computed("default_network_acl_id"),
        MainRouteTable = vpc.Computed("main_route_table_id") is Planned<string>.Known main ? main : vpc.Computed("default_route_table_id"),
    };

    private static Truth AmazonDns(
        Vpc vpc, ILookup<string?, PlannedResource> associations, Dictionary<string, PlannedResource> options, out string? address)
    {
        address = null;
        var answer = associations[null].Any() || !vpc.Whole ? Truth.Undecided : Truth.Yes;
        foreach (var association in associations.Of(vpc.Names()))
        {
            address = association.Address;
            if (association.Values.Text("dhcp_options_id").Text() is not { } id || !options.TryGetValue(id, out var set))
                return Truth.Undecided;

            // An option set without servers gives none; with others' servers, what they answer is outside the plan.
            address = set.Address;
            answer = set.Values.Members("domain_name_servers") is [var only] ? only.Is("AmazonProvidedDNS").Or(Truth.Undecided) : Truth.Undecided;
        }

        return answer;
    }
}

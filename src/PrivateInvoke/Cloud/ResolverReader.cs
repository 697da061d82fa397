using PrivateInvoke.Network;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Cloud;

/// <summary>What the VPC's resolver answers from: private hosted zones with their records, Resolver rules and DNS firewalls.</summary>
internal sealed class ResolverReader
{
    private readonly ILookup<string?, HostedZone> _zones;
    private readonly ILookup<string?, ResolverRule> _rules;
    private readonly ILookup<string?, DnsFirewall> _firewalls;

    public ResolverReader(PlanIndex plan)
    {
        _zones = Zones(plan);
        _rules = Rules(plan);
        _firewalls = Firewalls(plan);
    }

    /// <summary>What is associated with a VPC that is not known may be this one's.</summary>
    public IReadOnlyList<HostedZone> ZonesOf(Vpc vpc) => [.. _zones.Of(vpc.Names()), .. _zones[null]];

    public IReadOnlyList<ResolverRule> RulesOf(Vpc vpc) => [.. _rules.Of(vpc.Names()), .. _rules[null]];

    public IReadOnlyList<DnsFirewall> FirewallsOf(Vpc vpc) => [.. _firewalls.Of(vpc.Names()), .. _firewalls[null]];

    private static ILookup<string?, HostedZone> Zones(PlanIndex plan)
    {
        var records = plan.Managed("aws_route53_record").By("zone_id");
        var more = plan.Managed("aws_route53_records_exclusive").Concat(plan.Managed("aws_route53_traffic_policy_instance")).ToArray();
        var zones = plan.All("aws_route53_zone").Select(zone => (Planned: zone, Read: Zone(zone, records, complete: more.Length == 0))).ToArray();
        var byId = zones.SelectMany(zone => Ids(zone.Planned).Select(id => (Id: id, zone.Read))).ToLookup(pair => pair.Id, pair => pair.Read);
        var inline = zones.Where(zone => !zone.Planned.IsData).SelectMany(zone => zone.Planned.Values.Blocks("vpc").Match(
            known => known.Select(block => block.Text("vpc_id").Text()), () => [null], () => [])
            .Select(vpc => (Vpc: vpc, zone.Read)));
        var looked = zones.Where(zone => zone.Planned.IsData && zone.Planned.Values.Filled("vpc_id") is not Planned<string>.Absent)
            .Select(zone => (Vpc: zone.Planned.Values.Text("vpc_id").Text(), zone.Read));
        var associated = plan.Managed("aws_route53_zone_association").SelectMany(association =>
            byId[association.Values.Text("zone_id").Text() ?? ""]
                .DefaultIfEmpty(new HostedZone(association.Address, Planned<string>.Unknown.Instance) { Complete = false })
                .Select(zone => (Vpc: association.Values.Text("vpc_id").Text(), Read: zone)));
        return inline.Concat(looked).Concat(associated).Distinct().ToLookup(pair => pair.Vpc, pair => pair.Read);
    }

    private static HostedZone Zone(PlannedResource zone, ILookup<string?, PlannedResource> records, bool complete)
    {
        var name = zone.Values.Text("name").OrUnknown().Select(text => text.TrimEnd('.').ToLowerInvariant());
        return new HostedZone(zone.Address, name)
        {
            Records = [.. records.Of(Ids(zone)).Concat(records[null]).Select(record => Record(record, name))],
            Complete = complete && !zone.IsData && Ids(zone).Count > 0,
        };
    }

    private static IReadOnlyList<string> Ids(PlannedResource zone) => [.. Reading.Known(zone.Computed("zone_id"), zone.Id).Distinct()];

    private static ZoneRecord Record(PlannedResource record, Planned<string> zone)
    {
        var alias = record.Values.Blocks("alias").Match<IEnumerable<Planned<string>>>(
            blocks => blocks.Select(block => block.Text("name").OrUnknown()), () => [Planned<string>.Unknown.Instance], () => []);
        return new ZoneRecord(
            record.Address,
            zone.TryGet(out var of) ? record.Values.Text("name").Or("").Select(name => Whole(name, of)) : Planned<string>.Unknown.Instance,
            record.Values.Text("type").OrUnknown(),
            [.. alias, .. record.Values.Members("records")]);
    }

    /// <summary>The provider puts the zone's name behind a name that does not end with it.</summary>
    private static string Whole(string name, string zone)
    {
        var lower = name.TrimEnd('.').ToLowerInvariant();
        return lower.Length == 0 ? zone : lower == zone || lower.EndsWith($".{zone}", StringComparison.Ordinal) ? lower : $"{lower}.{zone}";
    }

    private static ILookup<string?, ResolverRule> Rules(PlanIndex plan)
    {
        var rules = plan.All("aws_route53_resolver_rule").SelectMany(rule => Reading.Known(rule.Id).Select(id => (Id: id, Rule: new ResolverRule(
            rule.Address, rule.Values.Text("domain_name").OrUnknown(), rule.Values.Text("rule_type").OrUnknown()))))
            .ToLookup(pair => pair.Id, pair => pair.Rule);
        return plan.Managed("aws_route53_resolver_rule_association").Select(association => (
            Vpc: association.Values.Text("vpc_id").Text(),
            Rule: rules[association.Values.Text("resolver_rule_id").Text() ?? ""].FirstOrDefault()
                ?? new ResolverRule(association.Address, Planned<string>.Unknown.Instance, Planned<string>.Unknown.Instance)))
            .ToLookup(pair => pair.Vpc, pair => pair.Rule);
    }

    private static ILookup<string?, DnsFirewall> Firewalls(PlanIndex plan)
    {
        var rules = plan.Managed("aws_route53_resolver_firewall_rule").By("firewall_rule_group_id");
        var lists = plan.Managed("aws_route53_resolver_firewall_domain_list").SelectMany(list => Reading.Known(list.Id).Select(id => (Id: id, List: list)))
            .ToLookup(pair => pair.Id, pair => pair.List);
        var own = plan.Managed("aws_route53_resolver_firewall_rule_group").SelectMany(group => Reading.Known(group.Id)).ToHashSet();
        return plan.Managed("aws_route53_resolver_firewall_rule_group_association").ToLookup(
            association => association.Values.Text("vpc_id").Text(),
            association => new DnsFirewall(association.Address, Blocked(association.Values.Text("firewall_rule_group_id").Text())));

        IReadOnlyList<string>? Blocked(string? group)
        {
            // Who else may write rules into a group is not known where the plan does not make it.
            if (group is null || !own.Contains(group) || rules[null].Any())
                return null;

            var names = new List<string>();
            foreach (var rule in rules[group])
            {
                if (rule.Values.Text("action").Text() is "ALLOW" or "ALERT")
                    continue;
                if (lists[rule.Values.Text("firewall_domain_list_id").Text() ?? ""].FirstOrDefault() is not { } list)
                    return null;

                foreach (var name in list.Values.Members("domains"))
                {
                    if (name.Text() is not { } text)
                        return null;
                    names.Add(text.TrimEnd('.').ToLowerInvariant());
                }
            }

            return names;
        }
    }
}

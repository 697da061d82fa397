using PrivateInvoke.Network;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Cloud;

/// <summary>aws_security_group, aws_default_security_group, the default group nobody adopted, and every kind of rule, united.</summary>
internal static class SecurityGroupReader
{
    public static Catalog<SecurityGroup> Read(PlanIndex plan, Catalog<Vpc> vpcs)
    {
        var ingress = SecurityGroupRules.Separate(plan, "ingress");
        var egress = SecurityGroupRules.Separate(plan, "egress");

        var (perhapsIn, perhapsOut) = (ingress[null].ToArray(), egress[null].ToArray());

        SecurityGroup ReadOne(PlannedResource group, IReadOnlyList<string> aliases, bool whole)
        {
            var names = Reading.Known(group.Id).Concat(aliases).ToArray();
            // A group whose id is not known may be the one that any rule speaks of.
            return new SecurityGroup
            {
                Address = group.Address,
                Id = group.Id,
                Aliases = aliases,
                Whole = whole,
                // The account's default VPC where nothing says which.
                Vpc = group.IsData ? group.Values.Text("vpc_id").OrUnknown() : group.Values.Filled("vpc_id"),
                Ingress = SecurityGroupRules.Unite(group, "ingress", ingress.Of(names), perhapsIn, whole && names.Length > 0),
                Egress = SecurityGroupRules.Unite(group, "egress", egress.Of(names), perhapsOut, whole && names.Length > 0),
            };
        }

        var groups = plan.Managed("aws_security_group").Select(group => ReadOne(group, Reading.Known(group.Arn), whole: true))
            .Concat(plan.Managed("aws_default_security_group").Select(group => ReadOne(group, DefaultOf(group, vpcs), whole: true)))
            .Concat(plan.Data("aws_security_group").Select(group => ReadOne(group, Reading.Known(group.Arn), whole: false)))
            .ToList();

        var adopted = plan.Managed("aws_default_security_group").Select(group => group.Values.Text("vpc_id").Text()).ToHashSet();
        groups.AddRange(vpcs
            .Where(vpc => vpc.DefaultSecurityGroup.TryGet(out _) && !vpc.Names().Any(adopted.Contains))
            .Select(vpc => AwsDefault(vpc, ingress, egress, whole: vpc.Whole && !adopted.Contains(null))));
        groups.AddRange(Elsewhere(groups, ingress, egress));
        return new Catalog<SecurityGroup>(groups);
    }

    /// <summary>Groups that are not in the plan and get rules from it.</summary>
    private static IEnumerable<SecurityGroup> Elsewhere(
        List<SecurityGroup> groups, ILookup<string?, TrafficRule> ingress, ILookup<string?, TrafficRule> egress)
    {
        var known = groups.SelectMany(group => group.Names()).ToHashSet();
        return from id in ingress.Concat(egress).Select(rules => rules.Key).OfType<string>().Distinct().ToArray()
               where !known.Contains(id)
               select new SecurityGroup
               {
                   Address = id,
                   Id = id,
                   Whole = false,
                   Ingress = new RuleSet { Rules = [.. ingress[id]], Perhaps = [.. ingress[null]], Complete = false },
                   Egress = new RuleSet { Rules = [.. egress[id]], Perhaps = [.. egress[null]], Complete = false },
               };
    }

    private static IReadOnlyList<string> DefaultOf(PlannedResource group, Catalog<Vpc> vpcs) =>
        vpcs.Find(group.Values.Text("vpc_id")) is { } vpc ? Reading.Known(group.Arn, vpc.DefaultSecurityGroup) : Reading.Known(group.Arn);

    /// <summary>What AWS puts there: its members admit each other, and everything may leave.</summary>
    private static SecurityGroup AwsDefault(
        Vpc vpc, ILookup<string?, TrafficRule> ingress, ILookup<string?, TrafficRule> egress, bool whole)
    {
        var id = vpc.DefaultSecurityGroup.Text()!;
        TrafficRule Own(Peer peer) => new() { Address = vpc.Address, Protocol = "-1", Peers = [peer] };
        return new SecurityGroup
        {
            Address = $"{vpc.Address}'s default security group",
            Id = id,
            Whole = whole,
            IsAwsDefault = true,
            Vpc = vpc.Id,
            Ingress = new RuleSet { Rules = [Own(Peer.Self.Instance), .. ingress[id]], Perhaps = [.. ingress[null]], Complete = whole },
            Egress = new RuleSet
            {
                Rules = [Own(new Peer.Block(Cidr.AnyV4)), Own(new Peer.Block(Cidr.AnyV6)), .. egress[id]],
                Perhaps = [.. egress[null]],
                Complete = whole,
            },
        };
    }
}

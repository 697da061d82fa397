using PrivateInvoke.Network;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Cloud;

/// <summary>aws_subnet, aws_default_subnet, and which route table and network ACL each is associated with.</summary>
internal static class SubnetReader
{
    private static readonly Planned<string>.Unknown Unknown = Planned<string>.Unknown.Instance;

    public static Catalog<Subnet> Read(PlanIndex plan, Catalog<Vpc> vpcs)
    {
        var tables = RouteTables(plan);
        var mains = plan.Managed("aws_main_route_table_association").By("vpc_id");
        var acls = NetworkAcls(plan);

        return new Catalog<Subnet>(plan.Managed("aws_subnet").Select(subnet => ReadOne(subnet) with { Whole = true })
            .Concat(plan.Managed("aws_default_subnet").Select(ReadOne))
            .Concat(plan.Data("aws_subnet").Select(ReadOne))
            .Select(subnet =>
            {
                var vpc = vpcs.Find(subnet.Vpc);
                return subnet with
                {
                    RouteTable = Associated(tables, subnet) ?? (subnet.Whole ? Main(mains, vpc) : Unknown),
                    NetworkAcl = Associated(acls, subnet) ?? (subnet.Whole ? vpc?.DefaultNetworkAcl ?? Unknown : Unknown),
                };
            }));
    }

    private static Subnet ReadOne(PlannedResource subnet) => new()
    {
        Address = subnet.Address,
        Id = subnet.Id,
        Whole = false,
        Aliases = Reading.Known(subnet.Arn),
        Vpc = subnet.Values.Text("vpc_id").OrUnknown(),
        Block = subnet.Values.Block("cidr_block") is Planned<Cidr>.Known known ? known : Planned<Cidr>.Unknown.Instance,
        Ipv6Block = Ipv6Block(subnet),
        Dns64 = subnet.IsData ? subnet.Values.Flag("enable_dns64") : subnet.Values.Flag("enable_dns64").Or(false),
        Zone = subnet.Values.Text("availability_zone") is Planned<string>.Known zone ? zone
            : subnet.Values.Text("availability_zone_id").OrUnknown(),
    };

    /// <summary>A block that is assigned out of the VPC's is known after an apply: then other attributes tell that there is one.</summary>
    private static Planned<string> Ipv6Block(PlannedResource subnet) => subnet.Values.Filled("ipv6_cidr_block") is Planned<string>.Absent
        && (subnet.IsData || subnet.Values.Filled("ipv6_ipam_pool_id") is not Planned<string>.Absent || subnet.Values.Flag("ipv6_native") is not (Planned<bool>.Absent or Planned<bool>.Known { Value: false }))
        ? Planned<string>.Unknown.Instance
        : subnet.Values.Filled("ipv6_cidr_block");

    private static ILookup<string?, Planned<string>> RouteTables(PlanIndex plan) =>
        plan.Managed("aws_route_table_association")
            .Where(association => association.Values.Filled("gateway_id") is Planned<string>.Absent)
            .ToLookup(association => association.Values.Text("subnet_id").Text(), association => association.Values.Text("route_table_id").OrUnknown());

    private static ILookup<string?, Planned<string>> NetworkAcls(PlanIndex plan) =>
        plan.Managed("aws_network_acl")
            .SelectMany(acl => acl.Values.Members("subnet_ids").Select(subnet => (Subnet: subnet.Text(), Acl: acl.Id)))
            .Concat(plan.Managed("aws_network_acl_association").Select(association =>
                (Subnet: association.Values.Text("subnet_id").Text(), Acl: association.Values.Text("network_acl_id").OrUnknown())))
            .ToLookup(pair => pair.Subnet, pair => pair.Acl);

    /// <returns>Null when nothing associates the subnet, so that the VPC's own holds.</returns>
    private static Planned<string>? Associated(ILookup<string?, Planned<string>> associations, Subnet subnet)
    {
        var own = associations.Of(subnet.Names()).Distinct().ToArray();
        return own.Length switch
        {
            1 => own[0],
            0 when associations[null].Any() || subnet.Id is not Planned<string>.Known => Unknown,
            0 => null,
            _ => Unknown,
        };
    }

    private static Planned<string> Main(ILookup<string?, PlannedResource> mains, Vpc? vpc)
    {
        if (vpc is null || mains[null].Any())
            return Unknown;
        return mains.Of(vpc.Names()).Select(main => main.Values.Text("route_table_id").OrUnknown()).FirstOrDefault(vpc.MainRouteTable);
    }
}

using PrivateInvoke.Network;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Cloud;

/// <summary>What of AWS decides whether a function reaches an API.</summary>
/// <remarks>
/// Immutable, so that a change is another model and "what if" is a question to that: a new verdict takes a small part of a millisecond,
/// since what has not changed is shared.
/// <code>
/// var closed = model.Without("aws_vpc_security_group_egress_rule.caller_to_endpoint");
/// var bypassed = model with { Endpoints = model.Endpoints.With(endpoint with { PrivateDns = false }) };
/// var path = PathJudge.Judge(closed, closed.Functions.Find("caller")!, closed.Functions.Find("callee")!);
/// </code>
/// Take functions from the model that is asked: the old one's are as they were.
/// </remarks>
public sealed record CloudModel
{
    /// <summary>The default provider's region.</summary>
    public required Planned<string> Region { get; init; }

    public Catalog<Vpc> Vpcs { get; init; } = Catalog<Vpc>.Empty;

    public Catalog<Subnet> Subnets { get; init; } = Catalog<Subnet>.Empty;

    public Catalog<SecurityGroup> SecurityGroups { get; init; } = Catalog<SecurityGroup>.Empty;

    public Catalog<NetworkAcl> NetworkAcls { get; init; } = Catalog<NetworkAcl>.Empty;

    public Catalog<RouteTable> RouteTables { get; init; } = Catalog<RouteTable>.Empty;

    public Catalog<NatGateway> NatGateways { get; init; } = Catalog<NatGateway>.Empty;

    public Catalog<InternetGateway> InternetGateways { get; init; } = Catalog<InternetGateway>.Empty;

    public Catalog<VpcEndpoint> Endpoints { get; init; } = Catalog<VpcEndpoint>.Empty;

    public Catalog<PrefixList> PrefixLists { get; init; } = Catalog<PrefixList>.Empty;

    public Catalog<Function> Functions { get; init; } = Catalog<Function>.Empty;

    public Catalog<Role> Roles { get; init; } = Catalog<Role>.Empty;

    /// <summary>Service and resource control policies, wherever they are attached.</summary>
    public IReadOnlyList<OrganizationPolicy> OrganizationPolicies { get; init; } = [];

    /// <summary>What the plan sets that no rule reads.</summary>
    internal IReadOnlyList<UnreadSetting> Unread { get; init; } = [];

    public BlockPublicAccess BlockPublicAccess { get; init; } = BlockPublicAccess.Off;

    public static CloudModel Read(PlanDocument plan)
    {
        var resources = new PlanIndex(plan);
        var vpcs = VpcReader.Read(resources);
        return new CloudModel
        {
            Region = plan.Region,
            Vpcs = vpcs,
            Subnets = SubnetReader.Read(resources, vpcs),
            SecurityGroups = SecurityGroupReader.Read(resources, vpcs),
            NetworkAcls = NetworkAclReader.Read(resources, vpcs),
            RouteTables = RouteTableReader.Read(resources, vpcs),
            NatGateways = NatGatewayReader.Read(resources),
            InternetGateways = InternetGatewayReader.Read(resources),
            Endpoints = VpcEndpointReader.Read(resources, vpcs),
            PrefixLists = PrefixListReader.Read(resources),
            Functions = FunctionReader.Read(resources, plan.Region),
            Roles = RoleReader.Read(resources, plan.Region),
            OrganizationPolicies = OrganizationPolicyReader.Read(resources),
            Unread = UnreadReader.Read(plan),
            BlockPublicAccess = BlockPublicAccessReader.Read(resources),
        };
    }

    /// <summary>
    /// The model without one resource: a rule, a route, an entry of a network ACL, a policy, a permission, or a thing as a whole. The
    /// address is one that a hop names. What referred to the resource refers to nothing known; an address that nothing has changes nothing.
    /// </summary>
    public CloudModel Without(string address) => Removal.Without(this, address);

    /// <summary>
    /// A prefix list's blocks as far as some addresses are concerned, or null when the plan does not tell them: of a list that is AWS's
    /// own, the plan has the name.
    /// </summary>
    /// <param name="service">Whose API the addresses are, where they are public.</param>
    internal IReadOnlyCollection<Cidr>? BlocksOf(string prefixList, AddressSet addresses, string service)
    {
        var list = PrefixLists.Find(prefixList);
        if (list?.Blocks is Planned<IReadOnlyList<Cidr>>.Known known)
            return known.Value;

        var name = list?.Name ?? Endpoints.FirstOrDefault(endpoint => endpoint.PrefixList.Is(prefixList) is Truth.Yes)?.ServiceName;
        return name is not null && name.TryGet(out var text) ? AwsPrefixLists.Blocks(text, addresses, service) : null;
    }
}

using PrivateInvoke.Cloud;
using PrivateInvoke.Network;
using PrivateInvoke.Paths;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Fixes;

/// <summary>Names, rules, routes and endpoints.</summary>
internal static class NetworkFixes
{
    public static IEnumerable<IEnumerable<Change>> For(FixContext context, Hop hop) => (hop.Code, hop.Kind) switch
    {
        ("ENI_SG_RULES_MISMATCH", HopKind.CallerEgress) => [Egress(context, hop)],
        ("ENI_SG_RULES_MISMATCH", _) => [Ingress(context, hop)],
        ("NO_ROUTE_TO_DESTINATION" or "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS" or "NAT_IS_PRIVATE" or "BAD_STATE", _) => [GatewayTables(context), NewEndpoint(context)],
        ("PRIVATE_DNS_OFF", _) => [context.Set(hop.Address, Argument.Of("private_dns_enabled", true))],
        ("PRIVATE_DNS_CONFLICT", _) => [context.Set(hop.Address, Argument.Of("private_dns_enabled", false)), context.Set(context.Endpoint?.Address ?? Asking(context), Argument.Of("private_dns_enabled", false))],
        ("PRIVATE_DNS_NEEDS_GATEWAY", _) => [DnsOptions(context, hop, "private_dns_only_for_inbound_resolver_endpoint", PlannedValue.Flag.False)],
        ("NO_IPV4_RECORD", _) => [DnsOptions(context, hop, "dns_record_ip_type", new PlannedValue.Text("ipv4"))],
        ("NO_RECORD_IN_ZONE", _) => [Record(context, hop)],
        ("VPC_DNS_OFF", _) => [context.Set(hop.Address, Argument.Of(hop.Attribute!, true))],
        ("NOT_AN_INTERFACE_ENDPOINT", _) => [context.Set(hop.Address, Argument.Of("vpc_endpoint_type", "Interface"))],
        ("NO_ENDPOINT_SUBNET" or "TWO_SUBNETS_IN_A_ZONE", _) => [Subnets(context, hop, context.Call.Subnets)],
        ("ZONE_WITHOUT_ENDPOINT", _) => [Subnets(context, hop, [.. EndpointSide.Of(context.Call, context.Model.Endpoints.Find(hop.Address!)!).Subnets, .. context.Call.Subnets])],
        ("IN_ANOTHER_VPC", _) => [context.Set(hop.Address, scope => context.Call.Vpc is { } vpc ? scope.Refer("vpc_id", vpc.Address, "id") : null)],
        ("VPC_BLOCK_PUBLIC_ACCESS_ENABLED", _) => [context.Set(hop.Address, Argument.Of("internet_gateway_block_mode", "block-ingress"))],
        _ => [],
    };

    private static IEnumerable<Change> Egress(FixContext context, Hop hop)
    {
        var name = $"{LastName(context.Caller.Address)}_to_{context.Path.Service}";
        if (context.Endpoint is { } endpoint && endpoint.IsInterface is Truth.Yes)
            return EndpointSide.Of(context.Call, endpoint).Security.Groups is [var group, ..]
                ? Rule(context, hop.Address, "egress", name, scope => Group(context, scope, "referenced_security_group_id", group))
                : [];

        // A gateway endpoint has a prefix list of the service's public addresses.
        return Rule(context, hop.Address, "egress", name, scope =>
            (Rules.GatewayOf(context) is { } gateway ? scope.Refer("prefix_list_id", gateway.Address, "prefix_list_id") : null)
            ?? Argument.Of("cidr_ipv4", Cidr.AnyV4.ToString()));
    }

    private static IEnumerable<Change> Ingress(FixContext context, Hop hop) => context.Call.Security.Groups is [var callers, ..]
        ? Rule(context, hop.Address, "ingress", $"{context.Path.Service}_from_{LastName(context.Caller.Address)}", scope => Group(context, scope, "referenced_security_group_id", callers))
        : [];

    /// <summary>A group with rules of its own takes one more; another one takes a resource, since both together undo each other.</summary>
    private static IEnumerable<Change> Rule(FixContext context, string? holder, string direction, string name, Func<ModuleScope, Argument?> peer)
    {
        if (context.Resource(holder) is not { } resource)
            return [];
        if (resource.Values[direction] is PlannedValue.List { Items.Count: > 0 } inline)
            return context.Set(holder, scope => peer(scope) is { } to ? Inline(scope, direction, inline, to, context.Port) : null);

        return context.Add(holder, $"aws_vpc_security_group_{direction}_rule", name, scope =>
        [
            // What AWS makes with a VPC is told of by the VPC.
            scope.Refer("security_group_id", resource.Address, resource.Type == "aws_vpc" ? "default_security_group_id" : "id"),
            Argument.Of("ip_protocol", "tcp"),
            Argument.Of("from_port", context.Port),
            Argument.Of("to_port", context.Port),
            peer(scope),
        ]);
    }

    /// <summary>A group that AWS makes with the VPC is an attribute of it.</summary>
    private static Argument? Group(FixContext context, ModuleScope scope, string name, SecurityGroup group) => group.IsAwsDefault && context.Call.Vpc is { } vpc
        ? scope.Refer(name, vpc.Address, "default_security_group_id")
        : scope.Refer(name, group.Address, "id");

    /// <param name="peer">As a rule that is a resource has it.</param>
    private static Argument? Inline(ModuleScope scope, string direction, PlannedValue.List rules, Argument peer, int port)
    {
        var list = peer.Name switch
        {
            "cidr_ipv4" => "cidr_blocks",
            "prefix_list_id" => "prefix_list_ids",
            _ => "security_groups",
        };
        var rule = new PlannedObject(new Dictionary<string, PlannedValue>
        {
            ["protocol"] = new PlannedValue.Text("tcp"),
            ["from_port"] = new PlannedValue.Number(port),
            ["to_port"] = new PlannedValue.Number(port),
            [list] = new PlannedValue.List([peer.Value]),
        });
        var all = new PlannedValue.List([.. rules.Items, new PlannedValue.Object(rule)]);
        return scope.WriteBlocks(direction, all) is { } blocks ? new Argument(direction, blocks, all) { IsBlocks = true, Appends = true } : null;
    }

    /// <summary>S3 and DynamoDB: the callers' tables beside those that a gateway endpoint has.</summary>
    private static IEnumerable<Change> GatewayTables(FixContext context)
    {
        if (Rules.GatewayOf(context) is not { } gateway)
            return [];

        var tables = gateway.RouteTables.Concat(context.Call.Subnets.Select(subnet => subnet.RouteTable)).Select(id => context.Model.RouteTables.Find(id)).ToArray();
        return tables.Contains(null) ? [] : context.Set(gateway.Address, scope => FixContext.Ids(scope, "route_table_ids", tables.OfType<RouteTable>().Distinct()));
    }

    /// <summary>An interface endpoint in the caller's subnets, with a group that lets the caller in.</summary>
    private static IEnumerable<Change> NewEndpoint(FixContext context)
    {
        var (vpc, service) = (context.Call.Vpc, context.Path.Service);
        if (vpc is null || context.Path.Callee.Name.EndsWith(" by its function URL", StringComparison.Ordinal) || service is "s3" or "dynamodb"
            || context.Caller.Region.Text() is not { } region || !context.Model.Endpoints.All(endpoint => endpoint.Serves(service, context.Caller.Region) is Truth.No)
            || context.Call.Security.Groups is not [var callers, ..])
            return [];

        var name = $"{service}_endpoint";
        var group = context.Add(vpc.Address, "aws_security_group", name, scope =>
        [
            Argument.Of("name_prefix", $"{service}-endpoint-"),
            scope.Refer("vpc_id", vpc.Address, "id"),
            Group(context, scope, "referenced_security_group_id", callers) is { } from ? Inline(scope, "ingress", new PlannedValue.List([]), from, context.Port) : null,
        ]).ToArray();
        if (group is not [{ Address: var address, Module: var module }])
            return [];

        var local = module.Length == 0 ? address : address[(module.Length + 1)..];
        var endpoint = context.Add(vpc.Address, "aws_vpc_endpoint", service, scope =>
        [
            scope.Refer("vpc_id", vpc.Address, "id"),
            Argument.Of("service_name", $"com.amazonaws.{region}.{service}"),
            Argument.Of("vpc_endpoint_type", "Interface"),
            Argument.Of("private_dns_enabled", true),
            FixContext.Ids(scope, "subnet_ids", OneAZone(context.Call.Subnets)),
            new Argument("security_group_ids", $"[{local}.id]", new PlannedValue.List([new PlannedValue.Text(Change.Add.SymbolOf(address))])),
        ]).ToArray();
        return endpoint.Length == 0 ? [] : group.Concat(endpoint);
    }

    private static IEnumerable<Change> Subnets(FixContext context, Hop hop, IReadOnlyList<Subnet> subnets) =>
        context.Set(hop.Address, scope => FixContext.Ids(scope, "subnet_ids", OneAZone(subnets)));

    private static IEnumerable<Subnet> OneAZone(IEnumerable<Subnet> subnets) => subnets.DistinctBy(subnet => subnet.Zone.Text() ?? subnet.Address);

    private static IEnumerable<Change> DnsOptions(FixContext context, Hop hop, string option, PlannedValue value)
    {
        var former = context.Resource(hop.Address)?.Values["dns_options"] is PlannedValue.List { Items: [PlannedValue.Object { Value: var block }] } ? block.Attributes : new Dictionary<string, PlannedValue>();
        var options = new PlannedValue.List([new PlannedValue.Object(new PlannedObject(new Dictionary<string, PlannedValue>(former) { [option] = value }))]);
        return context.Set(hop.Address, scope => scope.WriteBlocks("dns_options", options) is { } blocks ? new Argument("dns_options", blocks, options) { IsBlocks = true } : null);
    }

    /// <summary>An alias of the zone's own name to the endpoint.</summary>
    private static IEnumerable<Change> Record(FixContext context, Hop hop) => context.Model.Endpoints.FirstOrDefault(endpoint => Rules.Serves(context, endpoint)) is not { } endpoint ? []
        : context.Add(hop.Address, "aws_route53_record", context.Path.Service, scope =>
        {
            var target = scope.Refer("name", endpoint.Address, "dns_entry.dns_name");
            var zone = scope.Refer("zone_id", endpoint.Address, "dns_entry.hosted_zone_id");
            if (target is null || zone is null)
                return [null];

            var alias = HclWriter.Block("alias", [target, zone, Argument.Of("evaluate_target_health", false)]).TrimEnd();
            return
            [
                scope.Refer("zone_id", hop.Address!, "zone_id"),
                Argument.Of("name", context.Call.ServiceHost),
                Argument.Of("type", "A"),
                new Argument("alias", alias, new PlannedValue.List([new PlannedValue.Object(new PlannedObject(new Dictionary<string, PlannedValue>
                {
                    ["name"] = target.Value,
                    ["zone_id"] = zone.Value,
                    ["evaluate_target_health"] = PlannedValue.Flag.False,
                }))])) { IsBlocks = true },
            ];
        });

    /// <summary>The endpoint whose name a private hosted zone takes.</summary>
    private static string? Asking(FixContext context) => context.Model.Endpoints.FirstOrDefault(endpoint => Rules.Serves(context, endpoint))?.Address;

    private static string LastName(string address) => ModuleAddress.WithoutKeys(address).Split('.')[^1];

    private static class Rules
    {
        public static VpcEndpoint? GatewayOf(FixContext context) => Paths.Rules.GatewayRule.Endpoint(context.Call);

        public static bool Serves(FixContext context, VpcEndpoint endpoint) => Paths.Rules.NameRule.Serves(context.Call, endpoint) is Truth.Yes;
    }
}

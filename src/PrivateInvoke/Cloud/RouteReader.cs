using PrivateInvoke.Network;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Cloud;

/// <summary>A route inside a table calls its destination cidr_block, a route of its own destination_cidr_block.</summary>
internal sealed class RouteReader(PlanIndex plan)
{
    private static readonly string[] Others =
    [
        "transit_gateway_id", "vpc_peering_connection_id", "network_interface_id", "vpc_endpoint_id", "egress_only_gateway_id",
        "local_gateway_id", "carrier_gateway_id", "core_network_arn", "instance_id", "odb_network_arn",
    ];

    private readonly HashSet<string> _nats = Ids(plan, "aws_nat_gateway");
    private readonly HashSet<string> _internetGateways = Ids(plan, "aws_internet_gateway");

    public Route Inline(string address, PlannedObject values) => Read(address, values, "cidr_block", "ipv6_cidr_block");

    public Route Separate(PlannedResource route) =>
        Read(route.Address, route.Values, "destination_cidr_block", "destination_ipv6_cidr_block");

    private Route Read(string address, PlannedObject values, string v4, string v6)
    {
        var list = values.Filled("destination_prefix_list_id");
        var block = values.Block(v4) is Planned<Cidr>.Absent ? values.Block(v6) : values.Block(v4);
        return new Route
        {
            Address = address,
            Destination = block is Planned<Cidr>.Absent && list is Planned<string>.Absent ? Planned<Cidr>.Unknown.Instance : block,
            PrefixList = list,
            Target = Target(values),
        };
    }

    private RouteTarget Target(PlannedObject values)
    {
        switch (values.Filled("nat_gateway_id"))
        {
            case Planned<string>.Known nat:
                return new RouteTarget.NatGateway(nat.Value);
            case Planned<string>.Unknown:
                return new RouteTarget.Unknown();
        }

        switch (values.Filled("gateway_id"))
        {
            case Planned<string>.Known gateway:
                return Gateway(gateway.Value);
            case Planned<string>.Unknown:
                return new RouteTarget.UnknownGateway();
        }

        return Array.Find(Others, other => values.Filled(other) is not Planned<string>.Absent) is { } what
            ? new RouteTarget.Beyond(what, values.Filled(what))
            : new RouteTarget.Unknown();
    }

    /// <summary>
    /// AWS takes any gateway's id as gateway_id and keeps it as what it is: a NAT gateway is one there too.
    /// https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/route (the note on gateway_id)
    /// </summary>
    private RouteTarget Gateway(string id) =>
        id == "local" ? new RouteTarget.Local()
        : _nats.Contains(id) || id.StartsWith("nat-", StringComparison.Ordinal) ? new RouteTarget.NatGateway(id)
        : _internetGateways.Contains(id) || id.StartsWith("igw-", StringComparison.Ordinal) ? new RouteTarget.InternetGateway(id)
        : new RouteTarget.Beyond("gateway_id", id);

    private static HashSet<string> Ids(PlanIndex plan, string type) =>
        [.. plan.All(type).SelectMany(gateway => Reading.Known(gateway.Id))];
}

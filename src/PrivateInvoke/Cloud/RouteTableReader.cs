using PrivateInvoke.Network;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Cloud;

/// <summary>aws_route_table, aws_route, aws_default_route_table, and the main table nobody adopted.</summary>
internal static class RouteTableReader
{
    public static Catalog<RouteTable> Read(PlanIndex plan, Catalog<Vpc> vpcs)
    {
        var routes = new RouteReader(plan);
        var separate = plan.Managed("aws_route").By("route_table_id");
        var defaults = plan.Managed("aws_default_route_table").ToArray();
        var propagated = plan.Managed("aws_vpn_gateway_route_propagation").By("route_table_id");

        RouteTable ReadOne(PlannedResource table, IReadOnlyList<string> aliases)
        {
            var names = Reading.Known(table.Id).Concat(aliases).ToArray();
            var inline = table.Values.Blocks("route");
            return new RouteTable
            {
                Address = table.Address,
                Id = table.Id,
                Aliases = aliases,
                Vpc = table.Values.Filled("vpc_id"),
                Routes =
                [
                    .. inline.Match(blocks => blocks.Select(block => routes.Inline(table.Address, block)), () => [], () => []),
                    .. separate.Of(names).Select(routes.Separate),
                ],
                InTwoPlaces = inline is not Planned<IReadOnlyList<PlannedObject>>.Absent && separate.Of(names).Any(),
                Complete = inline is not Planned<IReadOnlyList<PlannedObject>>.Unknown
                    && names.Length > 0
                    && table.Values.Members("propagating_vgws").Count == 0
                    && !separate[null].Any() && !propagated.Of(names).Any() && !propagated[null].Any(),
            };
        }

        var tables = plan.Managed("aws_route_table").Select(table => ReadOne(table, Reading.Known(table.Arn)))
            .Concat(defaults.Select(table => ReadOne(table, Reading.Known(table.Arn, table.Values.Text("default_route_table_id")))))
            .ToList();
        var adopted = defaults.Select(table => table.Values.Text("default_route_table_id").Text()).ToHashSet();
        tables.AddRange(vpcs
            .Where(vpc => vpc.Whole && vpc.MainRouteTable.TryGet(out var id) && !adopted.Contains(id))
            .Select(vpc => new RouteTable
            {
                Address = $"{vpc.Address}'s main route table",
                Id = vpc.MainRouteTable,
                Routes = [.. separate[vpc.MainRouteTable.Text()].Select(routes.Separate)],
                Complete = !adopted.Contains(null) && !separate[null].Any() && !propagated[null].Any(),
            }));
        return new Catalog<RouteTable>(tables);
    }
}

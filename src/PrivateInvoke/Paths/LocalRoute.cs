using PrivateInvoke.Cloud;
using PrivateInvoke.Network;

namespace PrivateInvoke.Paths;

/// <summary>
/// Whether one subnet reaches another by the VPC's local route. The longest prefix decides against it too: a route to the VPC's own block
/// replaces the local one, a route to a part of it comes before it, and a route to more than the VPC loses.
/// See https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html
/// </summary>
internal static class LocalRoute
{
    public static Truth Covers(ApiCall call, Subnet from, Subnet to)
    {
        if (!to.Block.TryGet(out var block))
            return Truth.Undecided;
        if (call.Model.RouteTables.Find(from.RouteTable) is not { Complete: true } table)
            return Truth.Undecided;

        return Covers(call, table, call.Model.Vpcs.Find(from.Vpc), block);
    }

    /// <summary>Whether no route of the table takes traffic to the block from the local route.</summary>
    public static Truth Covers(ApiCall call, RouteTable table, Vpc? vpc, Cidr block)
    {
        var locals = vpc?.Blocks.Select(own => own.TryGet(out var known) ? known : (Cidr?)null).OfType<Cidr>().Where(own => own.Contains(block)).ToArray() ?? [];
        // A VPC's block is never larger than this.
        const int largest = 16;
        var longest = locals.Length > 0 ? locals.Max(own => own.Length) : largest;
        return table.Routes.Any(route =>
            route.Target is RouteTarget.Local ? Truth.No
            : route.Blocks(list => call.Model.BlocksOf(list, new AddressSet.Within(block), call.Service)) is not { } blocks ? Truth.Undecided
            // What takes the traffic instead may hand it on, or not.
            : Truths.Of(blocks.Any(destination => destination.Overlaps(block) && destination.Length >= longest)).Perhaps()).Not();
    }
}

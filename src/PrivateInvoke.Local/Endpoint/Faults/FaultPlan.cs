using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace PrivateInvoke.Local.Endpoint.Faults;

/// <summary>Says which fault a request meets: the first order that still has turns left.</summary>
internal sealed class FaultPlan(IReadOnlyList<FaultOrder> orders)
{
    private static readonly object UsedBefore = new();

    private readonly Lock _gate = new();
    private readonly int[] _turns = [.. orders.Select(order => order.Times ?? int.MaxValue)];

    public Fault? Next(HttpContext context)
    {
        if (orders.Count == 0)
            return null;

        var reused = IsReused(context);
        lock (_gate)
        {
            for (var i = 0; i < orders.Count; i++)
            {
                if (_turns[i] == 0 || (orders[i].Fault is Fault.IdlePurge && !reused))
                    continue;

                if (orders[i].Times is not null)
                    _turns[i]--;
                return orders[i].Fault;
            }
        }

        return null;
    }

    private static bool IsReused(HttpContext context) =>
        context.Features.Get<IConnectionItemsFeature>() is { } connection && !connection.Items.TryAdd(UsedBefore, null);
}

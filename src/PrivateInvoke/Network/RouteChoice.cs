namespace PrivateInvoke.Network;

/// <summary>What a route table does with traffic to some addresses: the longest prefix that holds them decides.</summary>
internal abstract record RouteChoice
{
    private RouteChoice()
    {
    }

    public sealed record Taken(Route Route) : RouteChoice;

    public sealed record NoRoute : RouteChoice;

    /// <param name="Because">The route that may or may not take it; null when the table is not known whole.</param>
    public sealed record Undecided(Route? Because) : RouteChoice;

    public static RouteChoice For(
        AddressSet destination, IReadOnlyList<Route> routes, bool complete, Func<string, IReadOnlyCollection<Cidr>?> prefixList)
    {
        if (!complete || destination.Box is null)
            return new Undecided(null);

        Route? best = null;
        List<Route> partial = [];
        var bestLength = -1;
        foreach (var route in routes)
        {
            if (route.Blocks(prefixList) is not { } blocks)
                return new Undecided(route);

            var touching = blocks.Where(destination.MayMeet).ToArray();
            switch (destination.CoveredBy(touching))
            {
                case Truth.Yes when touching.Max(block => block.Length) is var length && length > bestLength:
                    (best, bestLength) = (route, length);
                    break;
                case Truth.Undecided:
                    partial.Add(route);
                    break;
            }
        }

        // A narrower route for some of the addresses matters only if it leads elsewhere.
        if (partial.Find(route => route.Target != best?.Target) is { } other)
            return (RouteChoice?)Halves(partial, destination, prefixList) ?? new Undecided(other);
        return best is null ? new NoRoute() : new Taken(best);
    }

    /// <summary>0.0.0.0/1 and 128.0.0.0/1 to one target: the usual way to outrank a default route.</summary>
    private static Taken? Halves(
        List<Route> narrower, AddressSet destination, Func<string, IReadOnlyCollection<Cidr>?> prefixList) =>
        narrower.TrueForAll(route => route.Target == narrower[0].Target)
        && destination.CoveredBy([.. narrower.SelectMany(route => route.Blocks(prefixList)!)]) is Truth.Yes
            ? new Taken(narrower[0])
            : null;
}

using PrivateInvoke.Paths;

namespace PrivateInvoke.Explorer.Map;

/// <summary>In the map's own units, which are pixels where it is not scaled.</summary>
public readonly record struct MapBox(int X, int Y, int Width, int Height)
{
    public int Right => X + Width;

    public int Bottom => Y + Height;
}

/// <summary>Something of AWS on the map: a function, a subnet, a group, an endpoint's interface.</summary>
/// <param name="Kind">Its CSS class: <c>function</c>, <c>subnet</c> …</param>
/// <param name="Lines">The first is its name; each fits into the box.</param>
/// <param name="Address">In full, as it is read out.</param>
/// <param name="Hops">The numbers of the hops that it decides.</param>
public sealed record MapCell(MapBox Box, string Kind, IReadOnlyList<string> Lines, string Address, IReadOnlyList<int> Hops);

/// <summary>A hop on the map.</summary>
/// <param name="Number">Its place among the path's hops.</param>
/// <param name="OnTheWayBack">Whether it is the answer that it lets pass or stops.</param>
/// <param name="Decider">What decides it, shortened.</param>
public sealed record MapStation(int Number, Hop Hop, int Y, bool OnTheWayBack, string Decider);

/// <summary>A stretch of one of the two ways.</summary>
/// <param name="State"><c>passed</c>, <c>undecided</c>, <c>blocked</c>, or <c>unlit</c> where nothing comes.</param>
public sealed record MapWire(bool IsBack, int From, int To, string State);

public sealed record MapCaption(int X, int Y, string Text, string Kind);

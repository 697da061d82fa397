using PrivateInvoke.Paths;

namespace PrivateInvoke.Explorer.Map;

/// <summary>
/// The map of one path, from the caller at the top to the callee at the bottom: the request goes down at the left, the answer comes up
/// beside it, and each hop is a station. What decides the hops lies to the right of them, the VPC's zones as columns.
/// </summary>
public sealed record PathMap
{
    /// <summary>The x of the request's way.</summary>
    public const int Request = 20;

    /// <summary>The x of the answer's way.</summary>
    public const int Answer = 40;

    public required int Width { get; init; }

    public required int Height { get; init; }

    public required IReadOnlyList<MapCell> Cells { get; init; }

    public required IReadOnlyList<MapStation> Stations { get; init; }

    public required IReadOnlyList<MapCaption> Captions { get; init; }

    public required IReadOnlyList<MapWire> Wires { get; init; }

    /// <summary>The VPC's border; null for a caller outside any.</summary>
    public MapBox? Vpc { get; init; }

    public static PathMap Of(PathSurroundings surroundings, InvokePath path) => new PathMapDrawing(surroundings, path).Draw();
}

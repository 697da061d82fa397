using PrivateInvoke.Network;
using PrivateInvoke.Paths;

namespace PrivateInvoke.Explorer.Map;

/// <summary>Lays a path's map out, row below row, so that nothing can lie over anything else.</summary>
internal sealed class PathMapDrawing(PathSurroundings around, InvokePath path)
{
    private const int Left = 64;
    private const int Margin = 12;
    private const int ColumnWidth = 152;
    private const int ColumnGap = 8;
    private const int LineHeight = 16;
    private const int StationHeight = 38;
    private const int LeastColumns = 2;

    /// <summary>What a monospaced letter of 11 units takes.</summary>
    private const double LetterWidth = 6.65;

    private readonly List<MapCell> _cells = [];
    private readonly List<MapStation> _stations = [];
    private readonly List<MapCaption> _captions = [];
    private readonly string[] _zones =
    [
        .. around.CallerSubnets.Concat(around.EndpointSubnets).Concat(around.Nats.Select(nat => nat.Subnet)).Select(subnet => subnet.Zone).Distinct().Order(StringComparer.Ordinal),
    ];

    private int _y = Margin;

    private int Columns => Math.Max(LeastColumns, _zones.Length);

    private int Inner => (Columns * ColumnWidth) + ((Columns - 1) * ColumnGap);

    private int Width => Left + Margin + Inner + (2 * Margin);

    public PathMap Draw()
    {
        Cell("function", "ƒ", [path.Caller.Name], path.Caller.Address ?? path.Caller.Name, Margin / 2, Width - Margin);
        var top = _y - Margin;
        Stations(HopKind.Role, HopKind.Name);
        var vpc = around.CallerSubnets.Count > 0 ? DrawVpc() : (MapBox?)null;
        if (vpc is null)
            Stations(HopKind.CallerEgress, HopKind.EndpointPolicy);
        foreach (var gateway in around.InternetGateways)
            Cell("gateway", null, ["internet gateway", Name(gateway)], gateway, Left, Width - Left - Margin);
        if (around.Role is { } role)
            Cell("role", null, ["role", Name(role)], role, Left, Width - Left - Margin);
        Stations(HopKind.IdentityPolicy, HopKind.ResourcePolicy);
        var api = _cells.Count;
        Cell("service", null, [$"AWS {path.Service}"], $"The API of {path.Service}", Left, Width - Left - Margin);
        Stations(HopKind.Callee, HopKind.Recursion);
        var bottom = _y;
        if (path.Service == "lambda")
            Cell("function", "ƒ", [path.Callee.Name], path.Callee.Address ?? path.Callee.Name, Margin / 2, Width - Margin);
        else
            bottom = _cells[api].Box.Y;
        var wires = Wires(top, bottom);
        Stations(HopKind.Telemetry, HopKind.Telemetry);
        return new PathMap
        {
            Width = Width,
            Height = _y,
            Cells = _cells,
            Stations = _stations,
            Captions = _captions,
            Wires = wires,
            Vpc = vpc,
        };
    }

    private MapBox DrawVpc()
    {
        var top = _y;
        var name = around.Vpc is { } vpc ? $"VPC {Name(vpc.Address)} {(vpc.Blocks is [var block, ..] && block.TryGet(out var cidr) ? cidr.ToString() : "")}".TrimEnd() : "VPC that is not in this plan";
        _y += LineHeight + 6;
        _captions.Add(new MapCaption(Left + Margin, _y, Fit(name, Inner), "vpc"));
        _y += LineHeight + 4;
        foreach (var (column, zone) in _zones.Index())
            _captions.Add(new MapCaption(X(column), _y, Fit(zone is "?" ? "zone not known" : zone, ColumnWidth), "zone"));
        _y += 8;
        Row(around.CallerSubnets, subnet => ("subnet", subnet.Address,
            [Name(subnet.Address), subnet.Block, $"rt {Name(subnet.RouteTable)}", $"acl {Name(subnet.NetworkAcl)}"], [subnet.Address, subnet.RouteTable, subnet.NetworkAcl]));
        foreach (var group in around.CallerGroups)
            Wide("group", "caller's security group", group);
        Stations(HopKind.CallerEgress, HopKind.Route);
        Row([.. around.Nats.Select(nat => nat.Subnet)], (subnet, index) => ("nat", around.Nats[index].Address,
            ["NAT gateway", Name(around.Nats[index].Address), $"in {Name(subnet.Address)}", subnet.Block], [around.Nats[index].Address, subnet.Address]));
        Stations(HopKind.Nat, HopKind.Nat);
        if (around.Endpoint is { } endpoint)
        {
            Row(around.EndpointSubnets, subnet => ("endpoint", endpoint.Address,
                ["interface of", Name(endpoint.Address), $"in {Name(subnet.Address)}", subnet.Block], [endpoint.Address, subnet.Address]));
            foreach (var group in around.EndpointGroups)
                Wide("group", "endpoint's security group", group);
        }

        Stations(HopKind.EndpointPlacement, HopKind.EndpointIngress);
        if (around.EndpointPolicy is { } policy)
            Wide("policy", "endpoint policy", policy);
        Stations(HopKind.EndpointPolicy, HopKind.EndpointPolicy);
        var box = new MapBox(Left, top, Width - Left - Margin, _y - top);
        _y += Margin;
        return box;
    }

    private void Row(IReadOnlyList<PlacedSubnet> subnets, Func<PlacedSubnet, (string, string, string[], string[])> describe) =>
        Row(subnets, (subnet, _) => describe(subnet));

    /// <summary>Each in the column of its zone; two of one zone below each other.</summary>
    private void Row(IReadOnlyList<PlacedSubnet> subnets, Func<PlacedSubnet, int, (string Kind, string Address, string[] Lines, string[] Deciders)> describe)
    {
        if (subnets.Count == 0)
            return;

        var bottoms = new int[Columns];
        Array.Fill(bottoms, _y);
        foreach (var (index, subnet) in subnets.Index())
        {
            var column = Array.IndexOf(_zones, subnet.Zone);
            var (kind, address, lines, deciders) = describe(subnet, index);
            var width = _zones.Length == 1 ? Inner : ColumnWidth;
            var box = new MapBox(X(column), bottoms[column], width, (lines.Length * LineHeight) + Margin);
            _cells.Add(new MapCell(box, kind, [.. lines.Select(line => Fit(line, width - 16))], address, Deciding(deciders)));
            bottoms[column] = box.Bottom + ColumnGap;
        }

        _y = bottoms.Max() + 4;
    }

    private void Wide(string kind, string what, string address) => Cell(kind, null, [what, Name(address)], address, Left + Margin, Inner);

    private void Cell(string kind, string? sign, string[] lines, string address, int x, int width)
    {
        var shown = sign is null ? lines : [$"{sign} {lines[0]}", .. lines[1..]];
        var box = new MapBox(x, _y, width, (lines.Length * LineHeight) + Margin);
        _cells.Add(new MapCell(box, kind, [.. shown.Select(line => Fit(line, width - 16))], address, Deciding([address])));
        _y = box.Bottom + Margin;
    }

    private void Stations(HopKind first, HopKind last)
    {
        foreach (var (number, hop) in path.Hops.Index().Where(pair => pair.Item.Kind >= first && pair.Item.Kind <= last))
        {
            var room = Width - Left - (3 * Margin);
            _stations.Add(new MapStation(number, hop, _y + (StationHeight / 2) - 2, IsOfTheAnswer(hop), hop.Address is { } address ? Fit(address.Length * LetterWidth <= room ? address : Name(address), room) : ""));
            _y += StationHeight;
        }

        _y += 6;
    }

    /// <summary>
    /// The request goes as far as the first hop that stops it, and the answer starts where there is one to give: at the callee, or where
    /// AWS refuses with a status. Dropped packets have none.
    /// </summary>
    private List<MapWire> Wires(int top, int bottom)
    {
        var wires = new List<MapWire>();
        var (y, state, answer) = (top, "passed", (int?)bottom);
        foreach (var station in _stations.Where(station => !station.OnTheWayBack))
        {
            wires.Add(new MapWire(false, y, station.Y, state));
            y = station.Y;
            state = After(state, station.Hop);
            if (state == "blocked" && answer == bottom)
            {
                answer = station.Hop.Kind.WhenBlocked() is CallerSees.Hang or CallerSees.ApplyFails ? null : y;
                state = "unlit";
            }
        }

        wires.Add(new MapWire(false, y, bottom, state));
        if (answer is not { } from)
            return [.. wires, new MapWire(true, top, bottom, "unlit")];
        var back = from == bottom ? state : "blocked";
        y = from;
        foreach (var station in _stations.Where(station => station.OnTheWayBack && station.Y < from).Reverse())
        {
            wires.Add(new MapWire(true, station.Y, y, back));
            y = station.Y;
            back = After(back, station.Hop) is "blocked" ? "unlit" : After(back, station.Hop);
        }

        wires.Add(new MapWire(true, top, y, back));
        if (from != bottom)
            wires.Add(new MapWire(true, from, bottom, "unlit"));
        return wires;
    }

    private static string After(string state, Hop hop) => (state, hop.Result) switch
    {
        ("unlit", _) => "unlit",
        (_, HopResult.Blocked) => "blocked",
        (_, HopResult.Undecided) => "undecided",
        _ => state,
    };

    /// <summary>A network ACL's finding names the ports that it is about; those of the client's side are the answer's.</summary>
    private static bool IsOfTheAnswer(Hop hop) =>
        hop is { Kind: HopKind.NetworkAcl, Result: HopResult.Blocked or HopResult.Undecided } && hop.Message.Contains($"tcp {PortRange.Ephemeral} ", StringComparison.Ordinal);

    private int[] Deciding(string[] addresses) =>
        [.. path.Hops.Index().Where(pair => pair.Item.Address is { } address && addresses.Contains(address)).Select(pair => pair.Index)];

    private static int X(int column) => Left + Margin + (column * (ColumnWidth + ColumnGap));

    private static string Name(string address) => Shortened.Name(address);

    private static string Fit(string text, int width) => Shortened.Fit(text, (int)(width / LetterWidth));
}

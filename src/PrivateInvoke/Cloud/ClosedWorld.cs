using PrivateInvoke.Network;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Cloud;

/// <summary>
/// What of the provider's resources is modelled, from model.tsv: each attribute is read, or irrelevant with a word why, or leaves its hop
/// undecided. What the file does not have at all, and a plan sets, leaves its hop undecided too.
/// </summary>
internal sealed class ClosedWorld
{
    /// <summary>The types that can change a path: what of them the file does not have is unread rather than irrelevant.</summary>
    private static readonly string[] Families =
    [
        "aws_vpc", "aws_subnet", "aws_route", "aws_security_group", "aws_network_acl", "aws_default_", "aws_main_route_table", "aws_nat_gateway",
        "aws_internet_gateway", "aws_egress_only_internet_gateway", "aws_customer_gateway", "aws_dx_gateway", "aws_ec2_", "aws_networkfirewall_", "aws_vpclattice_",
        "aws_lambda_", "aws_iam_", "aws_organizations_", "aws_ram_", "aws_network_interface", "aws_networkmanager_", "aws_vpn_", "aws_eip",
    ];

    private static readonly Lazy<ClosedWorld> Read = new(() => new ClosedWorld());

    private readonly Dictionary<string, Dictionary<string, Row>> _types;
    private readonly List<(string Prefix, bool IsWhole, Row Row)> _whole;

    private ClosedWorld()
    {
        using var reader = new StreamReader(typeof(ClosedWorld).Assembly.GetManifestResourceStream("model.tsv")!);
        Rows =
        [
            .. reader.ReadToEnd().Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('\t'))
                .Select(parts => new Row(parts[0], parts[1], Enum.Parse<Reading>(parts[2], ignoreCase: true), parts[3], parts[4])),
        ];
        _types = Rows.Where(row => row.Attribute != "*").GroupBy(row => row.Type).ToDictionary(type => type.Key, type => type.ToDictionary(row => row.Attribute));
        _whole = [.. Rows.Where(row => row.Attribute == "*").Select(row => (row.Type.TrimEnd('*'), !row.Type.EndsWith('*'), row))];
    }

    public static ClosedWorld Instance => Read.Value;

    public IReadOnlyList<Row> Rows { get; }

    /// <summary>Whether a type is of the families at all.</summary>
    public static bool IsOfFamily(string type) => Array.Exists(Families, family => type.StartsWith(family, StringComparison.Ordinal))
        && !type.StartsWith("aws_route53domains", StringComparison.Ordinal) && !type.StartsWith("aws_route53recovery", StringComparison.Ordinal);

    /// <returns>Null where the file has neither the attribute nor the whole type.</returns>
    /// <param name="attribute">With dots for what is in blocks: <c>vpc_config.subnet_ids</c>.</param>
    public Row? Find(string type, string attribute)
    {
        if (!_types.TryGetValue(type, out var attributes))
            return Whole(type);
        if (attributes.TryGetValue(attribute, out var row))
            return row;

        // What is in something irrelevant is so too.
        var dot = attribute.LastIndexOf('.');
        return dot > 0 && Find(type, attribute[..dot]) is { Reading: not Reading.Read } outer ? outer : null;
    }

    private Row? Whole(string type) => _whole.FirstOrDefault(whole => whole.IsWhole ? type == whole.Prefix : type.StartsWith(whole.Prefix, StringComparison.Ordinal)).Row;

    /// <summary>What a resource sets that is not read and may matter; empty for nearly every one.</summary>
    internal IReadOnlyList<UnreadSetting> UnreadOf(PlannedResource resource)
    {
        if (resource.IsData || !IsOfFamily(resource.Type))
            return [];
        if (!_types.TryGetValue(resource.Type, out var attributes))
            return Whole(resource.Type) is { Reading: Reading.Irrelevant } ? [] : [new UnreadSetting(resource.Address, null, Whole(resource.Type)?.Hop ?? HopOf(resource.Type))];

        List<UnreadSetting>? found = null;
        Look(resource.Values, "");
        return found ?? (IReadOnlyList<UnreadSetting>)[];

        void Look(PlannedObject values, string prefix)
        {
            foreach (var (name, value) in values.Attributes)
            {
                if (value is PlannedValue.Absent or PlannedValue.List { Items.Count: 0 } or PlannedValue.Text { Value: "" })
                    continue;

                var path = prefix + name;
                var row = attributes.GetValueOrDefault(path);
                if (row is null || (row.Reading is Reading.Undecided && value is not PlannedValue.Flag { Value: false }))
                {
                    (found ??= []).Add(new UnreadSetting(resource.Address, path, row?.Hop ?? attributes.Values.First().Hop));
                    continue;
                }

                if (row.Reading is not Reading.Read || !attributes.Keys.Any(key => key.Length > path.Length && key[path.Length] == '.' && key.StartsWith(path, StringComparison.Ordinal)))
                    continue;
                foreach (var inner in value switch
                {
                    PlannedValue.List list => list.Items.OfType<PlannedValue.Object>().Select(item => item.Value),
                    PlannedValue.Object one => [one.Value],
                    _ => [],
                })
                    Look(inner, $"{path}.");
            }
        }
    }

    private static string HopOf(string type) => type switch
    {
        _ when type.StartsWith("aws_iam_", StringComparison.Ordinal) || type.StartsWith("aws_organizations_", StringComparison.Ordinal) => "IdentityPolicy",
        _ when type.StartsWith("aws_lambda_", StringComparison.Ordinal) => "Callee",
        _ when type.StartsWith("aws_route53", StringComparison.Ordinal) => "Name",
        _ => "Route",
    };

    public enum Reading
    {
        Read,
        Irrelevant,
        Undecided,
    }

    /// <param name="Type">A type, or all that begin so where it ends with a star.</param>
    /// <param name="Attribute"><c>*</c> for all of them.</param>
    public sealed record Row(string Type, string Attribute, Reading Reading, string Hop, string Why);
}

/// <summary>Something that a plan sets and nobody reads.</summary>
/// <param name="Attribute">Null where the whole resource is meant.</param>
/// <param name="Hop">The hop that it may change.</param>
internal sealed record UnreadSetting(string Address, string? Attribute, string Hop)
{
    /// <summary>Every text in a whole resource that nobody reads: it matters where one of them is the name of something on the path.</summary>
    public IReadOnlySet<string> Texts { get; init; } = new HashSet<string>();

    /// <summary>Whether something in it is not known.</summary>
    public Truth IsKnown { get; init; } = Truth.Yes;
}

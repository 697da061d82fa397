namespace PrivateInvoke.Plan;

/// <summary>Named attributes read by type. An attribute of another type than the one asked for reads as absent.</summary>
public sealed class PlannedObject(IReadOnlyDictionary<string, PlannedValue> attributes)
{
    public static readonly PlannedObject Empty = new(new Dictionary<string, PlannedValue>());

    public IReadOnlyDictionary<string, PlannedValue> Attributes => attributes;

    public PlannedValue this[string attribute] => attributes.GetValueOrDefault(attribute, PlannedValue.Absent.Instance);

    public Planned<string> Text(string attribute) => TextOf(this[attribute]);

    public Planned<bool> Flag(string attribute) => this[attribute] switch
    {
        PlannedValue.Flag flag => flag.Value,
        PlannedValue.Text text when bool.TryParse(text.Value, out var value) => value,
        PlannedValue.Unknown => Planned<bool>.Unknown.Instance,
        _ => Planned<bool>.Absent.Instance,
    };

    public Planned<int> Number(string attribute) => this[attribute] switch
    {
        PlannedValue.Number number => (int)decimal.Clamp(number.Value, int.MinValue, int.MaxValue),
        PlannedValue.Text text when int.TryParse(text.Value, out var value) => value,
        PlannedValue.Unknown => Planned<int>.Unknown.Instance,
        _ => Planned<int>.Absent.Instance,
    };

    /// <summary>A list or set of strings: its length can be known where its members are not.</summary>
    public Planned<IReadOnlyList<Planned<string>>> Texts(string attribute) => this[attribute] switch
    {
        PlannedValue.List list => new Planned<IReadOnlyList<Planned<string>>>.Known([.. list.Items.Select(TextOf)]),
        PlannedValue.Unknown => Planned<IReadOnlyList<Planned<string>>>.Unknown.Instance,
        _ => Planned<IReadOnlyList<Planned<string>>>.Absent.Instance,
    };

    /// <summary>Nested blocks, or a list of objects.</summary>
    public Planned<IReadOnlyList<PlannedObject>> Blocks(string attribute) => this[attribute] switch
    {
        PlannedValue.List list when list.Items.Any(item => item is PlannedValue.Unknown) =>
            Planned<IReadOnlyList<PlannedObject>>.Unknown.Instance,
        PlannedValue.List list => new Planned<IReadOnlyList<PlannedObject>>.Known(
            [.. list.Items.OfType<PlannedValue.Object>().Select(item => item.Value)]),
        PlannedValue.Object one => new Planned<IReadOnlyList<PlannedObject>>.Known([one.Value]),
        PlannedValue.Unknown => Planned<IReadOnlyList<PlannedObject>>.Unknown.Instance,
        _ => Planned<IReadOnlyList<PlannedObject>>.Absent.Instance,
    };

    /// <summary>A map of strings, such as a function's environment variables.</summary>
    public Planned<IReadOnlyDictionary<string, Planned<string>>> Map(string attribute) => this[attribute] switch
    {
        PlannedValue.Object map => new Planned<IReadOnlyDictionary<string, Planned<string>>>.Known(
            map.Value.Attributes.ToDictionary(pair => pair.Key, pair => TextOf(pair.Value))),
        PlannedValue.Unknown => Planned<IReadOnlyDictionary<string, Planned<string>>>.Unknown.Instance,
        _ => Planned<IReadOnlyDictionary<string, Planned<string>>>.Absent.Instance,
    };

    private static Planned<string> TextOf(PlannedValue value) => value switch
    {
        PlannedValue.Text text => text.Value,
        PlannedValue.Number number => number.Value.ToString(System.Globalization.CultureInfo.InvariantCulture),
        PlannedValue.Flag flag => flag.Value ? "true" : "false",
        PlannedValue.Unknown => Planned<string>.Unknown.Instance,
        _ => Planned<string>.Absent.Instance,
    };
}

namespace PrivateInvoke.Plan;

/// <summary>The symbols for what AWS will assign of one resource instance, and the overrides that bring them into a re-plan.</summary>
internal sealed class ResourceSymbols
{
    private readonly string _region;
    private readonly string _account;
    private readonly Dictionary<string, Symbol> _symbols = [];

    /// <param name="schema">Null where it is not known: only what is text by its name has a symbol then.</param>
    public ResourceSymbols(RawResource resource, ResourceSchema? schema, string region, string account = PlanDocument.SymbolicAccount)
    {
        Resource = resource;
        (_region, _account) = (region, account);
        Overrides = Members(schema ?? ByName(resource), [resource.Values], "");
    }

    public RawResource Resource { get; }

    /// <summary>By path: <c>id</c>, <c>dns_entry.dns_name</c>.</summary>
    public IReadOnlyDictionary<string, Symbol> Symbols => _symbols;

    public IReadOnlyDictionary<string, Override> Overrides { get; }

    /// <summary>Whether a value came from an override of this resource, and so from nothing that the configuration sets.</summary>
    public bool IsOwn(PlannedValue value) => value switch
    {
        PlannedValue.Text text => _symbols.Values.Any(symbol => symbol.IsUnique && symbol.Value == text.Value),
        PlannedValue.List list => list.Items.Any(IsOwn),
        PlannedValue.Object one => one.Value.Attributes.Values.Any(IsOwn),
        _ => false,
    };

    /// <summary>Whether a value is what was put at the path, which need not be of this resource alone.</summary>
    public bool IsAt(string path, PlannedValue value) =>
        value is PlannedValue.Text text && _symbols.TryGetValue(path, out var symbol) && symbol.Value == text.Value;

    /// <param name="bodies">Every block of the path; none where the block itself is unknown: then all that it can have is overridden.</param>
    private Dictionary<string, Override> Members(ResourceSchema schema, IReadOnlyList<PlannedObject> bodies, string prefix)
    {
        var members = new Dictionary<string, Override>();
        foreach (var (name, attribute) in schema.Computed)
        {
            var isUnknown = bodies.Count == 0 || bodies.Any(body => body[name] is PlannedValue.Unknown { IsSensitive: false });
            if (isUnknown && Of(attribute.Type, prefix + name) is { } value)
                members[name] = value;
        }

        foreach (var (name, block) in schema.Blocks)
        {
            IReadOnlyList<PlannedObject> inner =
                [.. bodies.SelectMany(body => body[name] switch
                {
                    PlannedValue.List list => list.Items.OfType<PlannedValue.Object>().Select(item => item.Value),
                    PlannedValue.Object one => [one.Value],
                    _ => [],
                })];
            var isUnknown = bodies.Count == 0 || bodies.Any(body => body[name] is PlannedValue.Unknown { IsSensitive: false });
            if ((inner.Count > 0 || isUnknown) && Members(block, isUnknown ? [] : inner, $"{prefix}{name}.") is { Count: > 0 } nested)
                members[name] = new Override.Object(nested);
        }

        return members;
    }

    /// <summary>Whether a symbol can be put into an attribute of the type.</summary>
    public static bool CanStandFor(AttributeType type) =>
        type is AttributeType.Text or AttributeType.Object or AttributeType.List { Item: AttributeType.Text or AttributeType.Object };

    /// <summary>Null where nothing can stand for the type.</summary>
    private Override? Of(AttributeType type, string path) => type switch
    {
        AttributeType.Text => TextAt(path),
        // A configuration takes as many zones as it wants, by index.
        AttributeType.List { Item: AttributeType.Text } when Resource.Type == "aws_availability_zones" && path == "names" =>
            new Override.List([.. "abc".Select(zone => new Override.Text($"{_region}{zone}"))]),
        AttributeType.List { Item: AttributeType.Text } => new Override.List([TextAt(path)]),
        AttributeType.List { Item: AttributeType.Object item } => new Override.List([ObjectAt(item, path)]),
        AttributeType.Object item => ObjectAt(item, path),
        _ => null,
    };

    private Override.Object ObjectAt(AttributeType.Object type, string path) =>
        new(type.Members.ToDictionary(member => member.Key, member => member.Value switch
        {
            AttributeType.Text => (Override)TextAt($"{path}.{member.Key}"),
            AttributeType.Number => new Override.Literal("0"),
            AttributeType.Flag => new Override.Literal("false"),
            AttributeType.Object nested => ObjectAt(nested, $"{path}.{member.Key}"),
            AttributeType.List => new Override.Literal("[]"),
            _ => new Override.Literal("{}"),
        }));

    private Override.Text TextAt(string path)
    {
        var symbol = SymbolShape.Of(Resource, path, _region, _account);
        _symbols[path] = symbol;
        return new Override.Text(symbol.Value);
    }

    private static ResourceSchema ByName(RawResource resource) => ResourceSchema.Empty with
    {
        Computed = resource.Values.Attributes
            .Where(pair => pair.Value is PlannedValue.Unknown { IsSensitive: false }
                && (pair.Key is "id" or "arn" || (resource.Type is "aws_vpc" or "aws_default_vpc" && IsOwnDefault(pair.Key))))
            .ToDictionary(pair => pair.Key, _ => new ComputedAttribute(false, AttributeType.Text.Instance)),
    };

    /// <summary>What a VPC is made with.</summary>
    private static bool IsOwnDefault(string attribute) =>
        attribute is "default_security_group_id" or "default_network_acl_id" or "default_route_table_id" or "main_route_table_id";
}

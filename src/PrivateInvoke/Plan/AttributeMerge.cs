namespace PrivateInvoke.Plan;

/// <summary>
/// Merges the values of one resource: what the plan knows wins (it has the provider's defaults, which an override leaves out); what it
/// does not know is what the re-plan found, unless that is only the symbol or filler that was put there.
/// </summary>
/// <param name="isTrusted">False where the plan itself was made with stand-ins, for data sources.</param>
internal sealed class AttributeMerge(RawResource resource, Configured configured, ResourceSymbols symbols, bool isTrusted)
{
    /// <summary>A value that was computed from an address that AWS will assign says nothing.</summary>
    public static bool HasStandIn(PlannedValue value) => value switch
    {
        PlannedValue.Text text => StandIn.IsIn(text.Value),
        PlannedValue.List list => list.Items.Any(HasStandIn),
        PlannedValue.Object one => one.Value.Attributes.Values.Any(HasStandIn),
        _ => false,
    };

    public PlannedObject Object(PlannedObject first, PlannedObject? second, ResourceSchema? schema, string prefix)
    {
        var merged = new Dictionary<string, PlannedValue>();
        foreach (var (name, value) in first.Attributes)
            merged[name] = Value(value, second?.Attributes.GetValueOrDefault(name), schema, prefix, name);

        return new PlannedObject(merged);
    }

    private PlannedValue Value(PlannedValue first, PlannedValue? second, ResourceSchema? schema, string prefix, string name)
    {
        var block = schema?.Blocks.GetValueOrDefault(name);
        return (first, second) switch
        {
            (PlannedValue.Unknown { IsSensitive: true }, _) => first,
            (PlannedValue.Unknown, PlannedValue.Unknown { IsSensitive: true }) => second,
            (PlannedValue.Unknown, _) => Unknown(second, schema, prefix + name, name),
            (PlannedValue.List list, _) => List(list, second as PlannedValue.List, block, $"{prefix}{name}."),
            (PlannedValue.Object one, _) => new PlannedValue.Object(
                Object(one.Value, (second as PlannedValue.Object)?.Value, block, $"{prefix}{name}.")),
            _ => Known(first),
        };
    }

    private PlannedValue Known(PlannedValue first) => isTrusted || !HasStandIn(first) ? first : PlannedValue.Unknown.Instance;

    private PlannedValue Unknown(PlannedValue? second, ResourceSchema? schema, string path, string name)
    {
        var computed = schema?.Computed.GetValueOrDefault(name);
        var expression =
            schema is not null && computed is null && !schema.Blocks.ContainsKey(name) ? Expression.Present
            : computed is { IsOptional: false } ? Expression.Missing
            : configured.ExpressionOf(resource, path);

        return second switch
        {
            null or PlannedValue.Unknown => expression == Expression.Missing && schema?.Blocks.ContainsKey(name) != true
                ? PlannedValue.Absent.Instance
                : PlannedValue.Unknown.Instance,
            _ when symbols.IsOwn(second) => PlannedValue.Absent.Instance,
            // A region or an account is everybody's: where nothing says that it was meant, it is what was put there.
            _ when expression != Expression.Present && symbols.IsAt(path, second) => PlannedValue.Absent.Instance,
            // A dynamic block leaves no trace in the configuration. What it comes to is no symbol, and nothing else puts blocks there.
            PlannedValue.List { Items.Count: > 0 } when computed?.Type is AttributeType.List { Item: AttributeType.Object } && !HasStandIn(second) => second,
            _ when computed is not null && expression == Expression.Missing => PlannedValue.Absent.Instance,
            _ when computed is not null && IsFiller(second, computed.Type) => PlannedValue.Unknown.Instance,
            _ when HasStandIn(second) => PlannedValue.Unknown.Instance,
            _ => second,
        };
    }

    /// <summary>The items of a set may be in another order: then each finds the one that it does not contradict.</summary>
    private PlannedValue.List List(PlannedValue.List first, PlannedValue.List? second, ResourceSchema? block, string prefix)
    {
        if (second is null || (second.Items.Count == first.Items.Count
            && first.Items.Zip(second.Items).All(pair => Fits(pair.First, pair.Second))))
        {
            return new PlannedValue.List(
                [.. first.Items.Select((item, index) => Item(item, second?.Items[index], block, prefix))]);
        }

        var rest = first.Items.ToList();
        return new PlannedValue.List([.. second.Items.Select(found =>
        {
            var index = rest.FindIndex(item => Fits(item, found));
            if (index < 0)
                return Item(PlannedValue.Unknown.Instance, found, block, prefix);

            var item = rest[index];
            rest.RemoveAt(index);
            return Item(item, found, block, prefix);
        })]);
    }

    private PlannedValue Item(PlannedValue first, PlannedValue? second, ResourceSchema? block, string prefix) => (first, second) switch
    {
        (PlannedValue.Object one, _) => new PlannedValue.Object(
            Object(one.Value, (second as PlannedValue.Object)?.Value, block, prefix)),
        (PlannedValue.Unknown { IsSensitive: false }, not null) =>
            symbols.IsOwn(second) ? PlannedValue.Absent.Instance : HasStandIn(second) ? PlannedValue.Unknown.Instance : second,
        _ => Known(first),
    };

    private static bool Fits(PlannedValue first, PlannedValue second) => (first, second) switch
    {
        (PlannedValue.Unknown or PlannedValue.Absent, _) or (_, PlannedValue.Unknown or PlannedValue.Absent) => true,
        (PlannedValue.Object one, PlannedValue.Object other) =>
            one.Value.Attributes.All(pair => Fits(pair.Value, other.Value[pair.Key])),
        (PlannedValue.List one, PlannedValue.List other) => one.Items.All(item => other.Items.Any(found => Fits(item, found)))
            || one.Items.Count == 0 || other.Items.Count == 0,
        _ => first.Equals(second),
    };

    /// <summary>What a mock puts where it is told nothing. It could be meant: only the configuration could tell.</summary>
    private static bool IsFiller(PlannedValue value, AttributeType type) => !ResourceSymbols.CanStandFor(type) && value switch
    {
        PlannedValue.Number number => number.Value == 0,
        PlannedValue.Flag flag => !flag.Value,
        PlannedValue.List list => list.Items.Count == 0,
        PlannedValue.Object one => one.Value.Attributes.Count == 0,
        _ => false,
    };
}

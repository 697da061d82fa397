using System.Text.Json;

namespace PrivateInvoke.Plan;

/// <summary>
/// Puts the three trees of a change together: <c>after</c> has null where <c>after_unknown</c> has true, and <c>after_sensitive</c> marks
/// what must be withheld: <c>{"id": …}</c>, <c>{"id": true}</c>, <c>{"environment": [{"variables": {"TOKEN": true}}]}</c>.
/// </summary>
internal static class ValueReader
{
    public static PlannedObject ReadObject(JsonElement value, JsonElement unknown, JsonElement sensitive) =>
        Read(value, unknown, sensitive) is PlannedValue.Object read ? read.Value : PlannedObject.Empty;

    public static PlannedValue Read(JsonElement value, JsonElement unknown, JsonElement sensitive)
    {
        if (sensitive.ValueKind == JsonValueKind.True)
            return PlannedValue.Unknown.Sensitive;

        if (unknown.ValueKind == JsonValueKind.True)
            return PlannedValue.Unknown.Instance;

        return value.ValueKind switch
        {
            JsonValueKind.Object => Attributes(value, unknown, sensitive),
            JsonValueKind.Array => new PlannedValue.List([.. value.EnumerateArray().Select(
                (item, index) => Read(item, At(unknown, index), At(sensitive, index)))]),
            JsonValueKind.String => new PlannedValue.Text(value.GetString()!),
            JsonValueKind.Number => new PlannedValue.Number(NumberOf(value)),
            JsonValueKind.True or JsonValueKind.False => PlannedValue.Flag.Of(value.GetBoolean()),
            _ => PlannedValue.Absent.Instance,
        };
    }

    private static PlannedValue.Object Attributes(JsonElement value, JsonElement unknown, JsonElement sensitive)
    {
        var attributes = new Dictionary<string, PlannedValue>();
        foreach (var property in value.EnumerateObject())
            attributes[property.Name] = Read(property.Value, At(unknown, property.Name), At(sensitive, property.Name));

        if (unknown.ValueKind != JsonValueKind.Object)
            return new PlannedValue.Object(new PlannedObject(attributes));

        // An attribute that is unknown as a whole has no key in the value.
        foreach (var property in unknown.EnumerateObject())
        {
            if (property.Value.ValueKind == JsonValueKind.True && !attributes.ContainsKey(property.Name))
                attributes[property.Name] = Read(default, property.Value, At(sensitive, property.Name));
        }

        return new PlannedValue.Object(new PlannedObject(attributes));
    }

    /// <summary>Larger than a decimal holds: no number that AWS takes is.</summary>
    private static decimal NumberOf(JsonElement value) =>
        value.TryGetDecimal(out var number) ? number : value.GetDouble() switch
        {
            > 1 => decimal.MaxValue,
            < -1 => decimal.MinValue,
            _ => 0,
        };

    private static JsonElement At(JsonElement tree, string name) =>
        tree.ValueKind == JsonValueKind.Object && tree.TryGetProperty(name, out var found) ? found : default;

    private static JsonElement At(JsonElement tree, int index) =>
        tree.ValueKind == JsonValueKind.Array && index < tree.GetArrayLength() ? tree[index] : default;
}

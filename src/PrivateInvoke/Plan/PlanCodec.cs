using System.Text.Json;

namespace PrivateInvoke.Plan;

/// <summary>Values as JSON: what is unknown is an object with one key that no Terraform value can have.</summary>
internal static class PlanCodec
{
    private const string UnknownKey = "\0";

    public static void Write(Utf8JsonWriter json, PlannedValue value)
    {
        switch (value)
        {
            case PlannedValue.Text text:
                json.WriteStringValue(text.Value);
                break;
            case PlannedValue.Number number:
                json.WriteNumberValue(number.Value);
                break;
            case PlannedValue.Flag flag:
                json.WriteBooleanValue(flag.Value);
                break;
            case PlannedValue.List list:
                json.WriteStartArray();
                foreach (var item in list.Items)
                    Write(json, item);

                json.WriteEndArray();
                break;
            case PlannedValue.Object one:
                Write(json, one.Value);
                break;
            case PlannedValue.Unknown unknown:
                json.WriteStartObject();
                json.WriteBoolean(UnknownKey, unknown.IsSensitive);
                json.WriteEndObject();
                break;
            default:
                json.WriteNullValue();
                break;
        }
    }

    public static void Write(Utf8JsonWriter json, PlannedObject value)
    {
        json.WriteStartObject();
        foreach (var (name, attribute) in value.Attributes)
        {
            json.WritePropertyName(name);
            Write(json, attribute);
        }

        json.WriteEndObject();
    }

    public static PlannedValue Read(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => new PlannedValue.Text(json.GetString()!),
        JsonValueKind.Number => new PlannedValue.Number(json.GetDecimal()),
        JsonValueKind.True or JsonValueKind.False => PlannedValue.Flag.Of(json.GetBoolean()),
        JsonValueKind.Array => new PlannedValue.List([.. json.EnumerateArray().Select(Read)]),
        JsonValueKind.Object when json.TryGetProperty(UnknownKey, out var sensitive) =>
            sensitive.GetBoolean() ? PlannedValue.Unknown.Sensitive : PlannedValue.Unknown.Instance,
        JsonValueKind.Object => new PlannedValue.Object(ReadObject(json)),
        _ => PlannedValue.Absent.Instance,
    };

    public static PlannedObject ReadObject(JsonElement json) =>
        new(json.EnumerateObject().ToDictionary(property => property.Name, property => Read(property.Value)));
}

using System.Text.Json;

namespace PrivateInvoke.Plan;

/// <summary>As much of an attribute's type as an override needs.</summary>
internal abstract record AttributeType
{
    private AttributeType()
    {
    }

    public sealed record Text : AttributeType
    {
        public static readonly Text Instance = new();
    }

    public sealed record Number : AttributeType
    {
        public static readonly Number Instance = new();
    }

    public sealed record Flag : AttributeType
    {
        public static readonly Flag Instance = new();
    }

    /// <summary>A list or set.</summary>
    public sealed record List(AttributeType Item) : AttributeType;

    public sealed record Object(IReadOnlyDictionary<string, AttributeType> Members) : AttributeType;

    /// <summary>Nothing stands for it: a map, a nested type, a dynamic value.</summary>
    public sealed record Other : AttributeType
    {
        public static readonly Other Instance = new();
    }

    /// <param name="type"><c>"string"</c>, <c>["set","string"]</c>, <c>["list",["object",{"name":"string"}]]</c></param>
    public static AttributeType Read(JsonElement type) => type.ValueKind switch
    {
        JsonValueKind.String => type.GetString() switch
        {
            "string" => Text.Instance,
            "number" => Number.Instance,
            "bool" => Flag.Instance,
            _ => Other.Instance,
        },
        JsonValueKind.Array when type.GetArrayLength() == 2 => type[0].GetString() switch
        {
            "list" or "set" => new List(Read(type[1])),
            "object" => new Object(type[1].EnumerateObject().ToDictionary(member => member.Name, member => Read(member.Value))),
            _ => Other.Instance,
        },
        _ => Other.Instance,
    };

    /// <summary>The reverse of <see cref="Read"/>.</summary>
    public void Write(Utf8JsonWriter json)
    {
        switch (this)
        {
            case Text:
                json.WriteStringValue("string");
                break;
            case Number:
                json.WriteStringValue("number");
                break;
            case Flag:
                json.WriteStringValue("bool");
                break;
            case List list:
                json.WriteStartArray();
                json.WriteStringValue("list");
                list.Item.Write(json);
                json.WriteEndArray();
                break;
            case Object of:
                json.WriteStartArray();
                json.WriteStringValue("object");
                json.WriteStartObject();
                foreach (var (name, member) in of.Members)
                {
                    json.WritePropertyName(name);
                    member.Write(json);
                }

                json.WriteEndObject();
                json.WriteEndArray();
                break;
            default:
                json.WriteStringValue("dynamic");
                break;
        }
    }
}

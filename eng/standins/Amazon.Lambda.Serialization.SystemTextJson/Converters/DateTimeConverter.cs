using System.Text.Json;
using System.Text.Json.Serialization;

namespace Amazon.Lambda.Serialization.SystemTextJson.Converters;

/// <summary>ISO 8601 text, or a number since 1970: seconds, or milliseconds once it is past what seconds can mean.</summary>
public class DateTimeConverter : JsonConverter<DateTime>
{
    private const long YearFiveThousandInSeconds = 157_753_180_800;

    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String && reader.TryGetDateTime(out var date))
        {
            return date;
        }

        if (reader.TokenType != JsonTokenType.Number)
        {
            throw new JsonSerializerException($"Unknown data type for DateTime: {reader.TokenType}");
        }

        if (!reader.TryGetInt64(out var whole))
        {
            return DateTime.UnixEpoch.AddSeconds(reader.GetDouble());
        }

        return whole > YearFiveThousandInSeconds ? DateTime.UnixEpoch.AddMilliseconds(whole) : DateTime.UnixEpoch.AddSeconds(whole);
    }

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}

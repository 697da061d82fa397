using System.Buffers;
using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Amazon.Lambda.RuntimeSupport.Log;

/// <summary><c>{"timestamp":"…","level":"Information","requestId":"…","traceId":"…","message":"…","count":3}</c></summary>
internal static class JsonLine
{
    public static string Write(LogEntry entry)
    {
        var template = new MessageTemplate(entry.Template, entry.Arguments);
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("timestamp", entry.Time.ToString(LogEntry.TimeFormat, CultureInfo.InvariantCulture));
            writer.WriteString("level", entry.Level.ToString());
            WriteIfAny(writer, "requestId", entry.Invocation?.AwsRequestId);
            WriteIfAny(writer, "tenantId", entry.Invocation?.TenantId);
            WriteIfAny(writer, "traceId", entry.Invocation?.TraceId);
            writer.WriteString("message", template.Render());
            foreach (var (name, value) in template.Properties)
            {
                writer.WritePropertyName(name);
                WriteValue(writer, value);
            }

            if (entry.Exception is not null)
            {
                WriteException(writer, entry.Exception);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteIfAny(Utf8JsonWriter writer, string name, string value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            writer.WriteString(name, value);
        }
    }

    private static void WriteException(Utf8JsonWriter writer, Exception exception)
    {
        writer.WriteString("errorType", exception.GetType().FullName);
        writer.WriteString("errorMessage", exception.Message);
        writer.WriteStartArray("stackTrace");
        foreach (var line in exception.ToString().Split('\n', StringSplitOptions.TrimEntries))
        {
            writer.WriteStringValue(line);
        }

        writer.WriteEndArray();
    }

    private static void WriteValue(Utf8JsonWriter writer, object value)
    {
        switch (value)
        {
            case bool truth:
                writer.WriteBooleanValue(truth);
                break;
            case sbyte or byte or short or ushort or int or uint or long or ulong or float or double or decimal:
                writer.WriteRawValue(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
            case DateTime time:
                writer.WriteStringValue(time.ToString(LogEntry.TimeFormat, CultureInfo.InvariantCulture));
                break;
            case byte[] bytes:
                writer.WriteStringValue(Convert.ToHexString(bytes));
                break;
            case IDictionary entries:
                writer.WriteStartObject();
                foreach (DictionaryEntry entry in entries)
                {
                    writer.WritePropertyName(entry.Key.ToString());
                    WriteValue(writer, entry.Value);
                }

                writer.WriteEndObject();
                break;
            case IList items:
                writer.WriteStartArray();
                foreach (var item in items)
                {
                    WriteValue(writer, item);
                }

                writer.WriteEndArray();
                break;
            case null:
                writer.WriteNullValue();
                break;
            default:
                writer.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }
}

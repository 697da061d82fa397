using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Amazon.Lambda.RuntimeSupport.Errors;

internal static class ExceptionJson
{
    private const int LargestPayload = 256 * 1024;

    private static readonly JsonWriterOptions s_options = new()
    {
        Indented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>
    /// <c>{"errorType":"…","errorMessage":"…","stackTrace":["at …"],"cause":{…},"causes":[{…}]}</c>, where the last three are there
    /// if the exception has a stack trace, an inner exception, several of them.
    /// </summary>
    public static string Write(Exception exception)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, s_options))
        {
            Write(writer, exception);
        }

        return buffer.WrittenCount < LargestPayload
            ? Encoding.UTF8.GetString(buffer.WrittenSpan)
            : """{"errorMessage": "Exception exceeded maximum payload size of 256KB."}""";
    }

    private static void Write(Utf8JsonWriter writer, Exception exception)
    {
        writer.WriteStartObject();
        writer.WriteString("errorType", exception.GetType().Name);
        writer.WriteString("errorMessage", exception.Message);
        if (!string.IsNullOrEmpty(exception.StackTrace))
        {
            writer.WriteStartArray("stackTrace");
            const StringSplitOptions each = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;
            foreach (var line in exception.StackTrace.Split('\n', each))
            {
                writer.WriteStringValue(line);
            }

            writer.WriteEndArray();
        }

        if (exception.InnerException is not null)
        {
            writer.WritePropertyName("cause");
            Write(writer, exception.InnerException);
        }

        if (exception is AggregateException { InnerExceptions.Count: > 0 } several)
        {
            writer.WriteStartArray("causes");
            foreach (var inner in several.InnerExceptions)
            {
                Write(writer, inner);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }
}

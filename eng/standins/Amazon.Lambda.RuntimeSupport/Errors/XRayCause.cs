using System.Buffers;
using System.Diagnostics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Amazon.Lambda.RuntimeSupport.Errors;

/// <summary>The exception as X-Ray wants it, on one line, since it travels in a header. Its length follows the stack's.</summary>
internal static class XRayCause
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(Exception exception)
    {
        var frames = new StackTrace(exception, fNeedFileInfo: true).GetFrames();
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, s_options))
        {
            writer.WriteStartObject();
            writer.WriteString("working_directory", Directory.GetCurrentDirectory());
            writer.WriteStartArray("exceptions");
            writer.WriteStartObject();
            writer.WriteString("type", exception.GetType().Name);
            writer.WriteString("message", exception.Message);
            if (frames.Length > 0)
            {
                writer.WriteStartArray("stack");
                foreach (var frame in frames)
                {
                    Write(writer, frame);
                }

                writer.WriteEndArray();
            }

            writer.WriteEndObject();
            writer.WriteEndArray();
            writer.WriteStartArray("paths");
            foreach (var path in frames.Select(frame => frame.GetFileName()).OfType<string>().Distinct())
            {
                writer.WriteStringValue(path);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter writer, StackFrame frame)
    {
        writer.WriteStartObject();
        if (frame.GetFileName() is { } path)
        {
            writer.WriteString("path", path);
            writer.WriteNumber("line", frame.GetFileLineNumber());
        }

        // StackFrame.GetMethod needs what trimming takes away; this is what is left.
        var method = DiagnosticMethodInfo.Create(frame);
        var type = method?.DeclaringTypeName;
        writer.WriteString("label", method is null ? "Method has been trimmed" : $"{type?[(type.LastIndexOf('.') + 1)..]}.{method.Name}");
        writer.WriteEndObject();
    }
}

using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace PrivateInvoke.Local.Lambda.Environments;

/// <summary>The error documents that Lambda writes itself when the function cannot.</summary>
internal static class FaultPayload
{
    public static ReadOnlyMemory<byte> TimedOut(string requestId, TimeSpan timeout) =>
        Of("Sandbox.Timedout", $"RequestId: {requestId} Error: {TimedOutText(timeout)}");

    public static string TimedOutText(TimeSpan timeout) =>
        string.Create(CultureInfo.InvariantCulture, $"Task timed out after {timeout.TotalSeconds:0.00} seconds");

    public static ReadOnlyMemory<byte> Exited(string requestId, string exit) =>
        Of("Runtime.ExitError", $"RequestId: {requestId} Error: {exit}");

    public static ReadOnlyMemory<byte> InitTimedOut(string requestId, TimeSpan timeout) =>
        Of("Sandbox.Timedout", $"RequestId: {requestId} Error: {TimedOutText(timeout)} (the process did not ask for an event)");

    public static ReadOnlyMemory<byte> NoEntrypoint(string requestId, string why) =>
        Of("Runtime.InvalidEntrypoint", $"RequestId: {requestId} Error: {why}");

    public static ReadOnlyMemory<byte> ResponseTooLarge(long size, long limit) => Of(
        "Function.ResponseSizeTooLarge",
        $"Response payload size ({size} bytes) exceeded maximum allowed payload size ({limit} bytes).");

    public static ReadOnlyMemory<byte> Of(string type, string message)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(buffer, LambdaJson.Writer);
        json.WriteStartObject();
        json.WriteString("errorType", type);
        json.WriteString("errorMessage", message);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }
}

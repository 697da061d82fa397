using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace PrivateInvoke.Local.Lambda.Runtime;

/// <summary>What the Runtime API answers a runtime that made a mistake: <c>{"errorType", "errorMessage"}</c>.</summary>
internal sealed record RuntimeError(int Status, string Type, string Message)
{
    public static readonly RuntimeError InitIsOver = new(
        StatusCodes.Status403Forbidden, "InvalidStateTransition", "Init is over: report the error with the invocation's id.");

    public static RuntimeError UnknownId(string requestId) => new(
        StatusCodes.Status400BadRequest, "InvalidRequestID",
        $"No invocation {requestId} waits for an answer here: it was answered already, or its time was up.");

    public static RuntimeError TooLarge(long limit) => new(
        StatusCodes.Status413PayloadTooLarge, "RequestEntityTooLarge", $"Exceeded maximum allowed payload size ({limit} bytes).");

    public static RuntimeError NotFound(string? path) => new(
        StatusCodes.Status404NotFound, "NotFound", $"The Runtime API has no {path}.");

    public async Task WriteAsync(HttpContext context)
    {
        var buffer = new ArrayBufferWriter<byte>(160);
        using (var json = new Utf8JsonWriter(buffer, LambdaJson.Writer))
        {
            json.WriteStartObject();
            json.WriteString("errorMessage", Message);
            json.WriteString("errorType", Type);
            json.WriteEndObject();
        }

        context.Response.StatusCode = Status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = buffer.WrittenCount;
        await context.Response.BodyWriter.WriteAsync(buffer.WrittenMemory, context.RequestAborted);
    }
}

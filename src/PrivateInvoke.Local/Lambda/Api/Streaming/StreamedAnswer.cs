using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace PrivateInvoke.Local.Lambda.Api.Streaming;

/// <summary>
/// The answer of InvokeWithResponseStream: <c>PayloadChunk</c> events as the function writes, and <c>InvokeComplete</c>. It begins
/// with the first of them, so that what does not run at all is answered with an error of its own. A timeout may end it while a part
/// is on its way.
/// </summary>
internal sealed class StreamedAnswer(HttpContext context, string version) : IResponseParts
{
    private const int LongestChunk = 64 * 1024;

    private readonly Lock _gate = new();
    private Task _last = Task.CompletedTask;
    private bool _complete;

    public ValueTask WriteAsync(ReadOnlyMemory<byte> part) => new(InTurn(async () =>
    {
        if (!_complete)
            await ChunksAsync(part);
    }));

    public Task CompleteAsync(InvokeOutcome outcome) => InTurn(async () =>
    {
        _complete = true;
        if (outcome is InvokeOutcome.Answered { Payload.Length: > 0 } whole)
            await ChunksAsync(whole.Payload);
        Begin();
        EventMessage.Write(context.Response.BodyWriter, "InvokeComplete", "application/json", Completion(outcome));
        await FlushAsync();
    });

    private Task InTurn(Func<Task> write)
    {
        lock (_gate)
            return _last = After(_last, write);

        static async Task After(Task before, Func<Task> write)
        {
            await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await write();
        }
    }

    private async ValueTask ChunksAsync(ReadOnlyMemory<byte> part)
    {
        Begin();
        for (; part.Length > 0; part = part[Math.Min(LongestChunk, part.Length)..])
        {
            EventMessage.Write(
                context.Response.BodyWriter, "PayloadChunk", "application/octet-stream", part.Span[..Math.Min(LongestChunk, part.Length)]);
            await FlushAsync();
        }
    }

    private void Begin()
    {
        if (context.Response.HasStarted)
            return;

        context.Response.ContentType = EventMessage.MediaType;
        context.Response.Headers["X-Amz-Executed-Version"] = version;
    }

    private async ValueTask FlushAsync()
    {
        try
        {
            await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // The client hung up; as in Lambda, the function runs to its end.
        }
    }

    private static ReadOnlySpan<byte> Completion(InvokeOutcome outcome)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, LambdaJson.Writer))
        {
            json.WriteStartObject();
            if (outcome is InvokeOutcome.Failed failed)
            {
                json.WriteString("ErrorCode", "Unhandled");
                json.WriteString("ErrorDetails", Encoding.UTF8.GetString(failed.Payload.Span));
            }

            if (outcome.LogTail is { } tail)
                json.WriteBase64String("LogResult", tail.Span);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan;
    }
}

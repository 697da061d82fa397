using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using PrivateInvoke.Local.Lambda.Environments;

namespace PrivateInvoke.Local.Lambda.Runtime;

/// <summary>
/// A response that the runtime sends in chunks, with <c>Lambda-Runtime-Function-Response-Mode: streaming</c>. Each is handed on as it
/// comes; that it failed on the way is said behind the last one, in trailers.
/// </summary>
internal static class StreamedResponse
{
    public static async Task HandleAsync(HttpContext context, IRuntimeSession session, string requestId, IResponseParts parts)
    {
        // The limit here is what answers; the server's own is lower.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } server)
            server.MaxRequestBodySize = null;

        var reader = context.Request.BodyReader;
        var size = 0L;
        while (true)
        {
            var read = await reader.ReadAsync(context.RequestAborted);
            size += read.Buffer.Length;
            if (size > Limits.StreamedPayload)
            {
                reader.AdvanceTo(read.Buffer.End);
                session.Answer(requestId, new InvokeOutcome.Failed(
                    FunctionFault.ResponseTooLarge, FaultPayload.ResponseTooLarge(size, Limits.StreamedPayload)));
                await RuntimeError.TooLarge(Limits.StreamedPayload).WriteAsync(context);
                return;
            }

            foreach (var part in read.Buffer)
                await parts.WriteAsync(part);
            reader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
                break;
        }

        InvokeOutcome outcome = Error(context.Request, "{}"u8.ToArray()) is { } error
            ? new InvokeOutcome.Failed(FunctionFault.Error, error)
            : new InvokeOutcome.Answered(ReadOnlyMemory<byte>.Empty) { ContentType = context.Request.ContentType };
        await RuntimeApi.AnswerAsync(context, session, requestId, outcome);
    }

    /// <param name="otherwise">For a runtime that says that there was an error, and not which.</param>
    /// <returns>Null when there was none.</returns>
    public static ReadOnlyMemory<byte>? Error(HttpRequest request, byte[] otherwise)
    {
        if (Trailer(request, RuntimeApi.ErrorTypeHeader) is null)
            return null;

        try
        {
            return Trailer(request, "Lambda-Runtime-Function-Error-Body") is { } encoded ? Convert.FromBase64String(encoded) : otherwise;
        }
        catch (FormatException)
        {
            return otherwise;
        }
    }

    private static string? Trailer(HttpRequest request, string name) =>
        request.SupportsTrailers() && request.CheckTrailersAvailable() && request.GetTrailer(name) is { Count: > 0 } value
            ? value.ToString()
            : null;
}

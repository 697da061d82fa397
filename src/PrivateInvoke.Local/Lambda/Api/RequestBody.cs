using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace PrivateInvoke.Local.Lambda.Api;

/// <summary>A request's body, read whole unless it is over a limit; then it is not kept, and <see cref="Size"/> is what is known.</summary>
internal readonly record struct RequestBody(byte[] Bytes, long Size, bool TooLarge)
{
    /// <summary>Leaves a body that was read for whoever reads it next.</summary>
    public static void Keep(HttpContext context, byte[] body) => context.Features.Set(new KeptBody(body));

    /// <returns>Null when it has not been read.</returns>
    public static byte[]? Kept(HttpContext context) => context.Features.Get<KeptBody>()?.Bytes;

    public static ValueTask<RequestBody> ReadAsync(HttpRequest request, int limit) => Kept(request.HttpContext) is { } kept
        ? ValueTask.FromResult(new RequestBody(kept.Length > limit ? [] : kept, kept.Length, TooLarge: kept.Length > limit))
        : ReadAnewAsync(request, limit);

    private static async ValueTask<RequestBody> ReadAnewAsync(HttpRequest request, int limit)
    {
        var announced = request.ContentLength;
        if (announced > limit)
            return new RequestBody([], announced.Value, TooLarge: true);

        var reader = request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(request.HttpContext.RequestAborted);
            var buffer = read.Buffer;
            if (buffer.Length > limit)
            {
                var size = buffer.Length;
                reader.AdvanceTo(buffer.End);
                return new RequestBody([], size, TooLarge: true);
            }

            if (read.IsCompleted || buffer.Length == announced)
            {
                var bytes = buffer.ToArray();
                reader.AdvanceTo(buffer.End);
                return new RequestBody(bytes, bytes.Length, TooLarge: false);
            }

            reader.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    private sealed record KeptBody(byte[] Bytes);
}

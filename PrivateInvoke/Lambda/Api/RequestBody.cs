using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace PrivateInvoke.Lambda.Api;

/// <summary>A request's body, read whole unless it is over a limit; then it is not kept, and <see cref="Size"/> is what is known.</summary>
internal readonly record struct RequestBody(byte[] Bytes, long Size, bool TooLarge)
{
    public static async ValueTask<RequestBody> ReadAsync(HttpRequest request, int limit)
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
}

using Microsoft.AspNetCore.Http;

namespace PrivateInvoke.Benchmarks.Load;

/// <summary>Bodies whose length is known, in and out.</summary>
internal static class Body
{
    public static async Task<byte[]> ReadAsync(HttpContext context)
    {
        var bytes = new byte[(int)context.Request.ContentLength!];
        await context.Request.Body.ReadExactlyAsync(bytes, context.RequestAborted);
        return bytes;
    }

    public static async Task WriteAsync(HttpContext context, byte[] bytes)
    {
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }
}

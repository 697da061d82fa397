using System.Net;
using Microsoft.AspNetCore.Http;

namespace PrivateInvoke.Loopback;

/// <summary>
/// Keeps web pages out of the servers here. A page can make its visitor's browser send requests to 127.0.0.1, either openly (then
/// <c>Origin</c> or <c>Sec-Fetch-Site</c> tells) or through a DNS name of its own that resolves to 127.0.0.1 (then <c>Host</c> tells).
/// </summary>
internal static class LoopbackGuard
{
    /// <returns>Why the request is refused; null when it is not.</returns>
    public static string? Refuses(HttpRequest request)
    {
        if (!IsLoopback(request.Host.Host))
            return $"Host '{request.Host.Value}' is not this machine's loopback; use 127.0.0.1 or localhost";

        var headers = request.Headers;
        if (headers.Origin.Count > 0
            && !(Uri.TryCreate(headers.Origin, UriKind.Absolute, out var origin) && IsLoopback(origin.Host)))
        {
            return $"Origin '{headers.Origin}' is another site";
        }

        // An image or a form of another site sends no Origin with GET. A link that somebody follows is fine.
        if (headers["Sec-Fetch-Site"] == "cross-site"
            && !(headers["Sec-Fetch-Mode"] == "navigate" && HttpMethods.IsGet(request.Method)))
        {
            return "the request was made by another site";
        }

        return null;
    }

    public static Task RefuseAsync(HttpContext context, string reason)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        context.Response.ContentType = "text/plain";
        return context.Response.WriteAsync($"refused: {reason}\n", context.RequestAborted);
    }

    private static bool IsLoopback(string host) =>
        host is "127.0.0.1" or "localhost"
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}

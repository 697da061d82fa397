using System.Net.Sockets;
using System.Text;

namespace DummyFunction;

/// <summary>A streamed response that fails behind its first part, as bytes: HttpClient has no trailers to send.</summary>
internal static class RawResponse
{
    public static async Task SendAsync(Uri runtime, string id, string errorType)
    {
        var body = Convert.ToBase64String(Encoding.UTF8.GetBytes($$"""{"errorType":"{{errorType}}","errorMessage":"in the middle"}"""));
        using var client = new TcpClient(runtime.Host, runtime.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(string.Join(
            "\r\n", $"POST {runtime.AbsolutePath}invocation/{id}/response HTTP/1.1", $"Host: {runtime.Authority}",
            "Transfer-Encoding: chunked", "Lambda-Runtime-Function-Response-Mode: streaming",
            "Trailer: Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body", "",
            "5", "first", "0", $"Lambda-Runtime-Function-Error-Type: {errorType}", $"Lambda-Runtime-Function-Error-Body: {body}", "", "")));
        await client.GetStream().ReadAtLeastAsync(new byte[12], 12);
    }
}

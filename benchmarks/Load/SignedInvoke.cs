using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Auth;
using PrivateInvoke.Local.Lambda;

namespace PrivateInvoke.Benchmarks.Load;

/// <summary>
/// One invoke as bytes on the wire, signed once by the AWS SDK's own signer and sent again and again: the client costs the same
/// whatever it talks to. A signature is good for five minutes.
/// </summary>
internal static class SignedInvoke
{
    public const string Region = "us-east-1";

    public static readonly byte[] Payload = """{"weightGrams":1200,"destination":"JP-13"}"""u8.ToArray();

    private const string SignedHeaders = "host;x-amz-date;x-amz-security-token";

    /// <summary>The caller's; made up for the benchmarks, and good for nothing else.</summary>
    public static FunctionCredentials Credentials { get; } = new()
    {
        FunctionName = "caller",
        AccessKeyId = "ASIABENCHMARKS234567",
        SecretAccessKey = "benchmarks",
        SessionToken = "benchmarks",
    };

    public static byte[] To(Uri server, string function = "echo", FunctionCredentials? credentials = null) =>
        Post(server, $"/2015-03-31/functions/{function}/invocations", credentials);

    public static byte[] Post(Uri server, string path, FunctionCredentials? credentials = null)
    {
        var keys = credentials ?? Credentials;
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var time = now.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var canonical = string.Join(
            '\n', "POST", path, "", $"host:{server.Authority}", $"x-amz-date:{time}", $"x-amz-security-token:{keys.SessionToken}",
            "", SignedHeaders, Convert.ToHexStringLower(SHA256.HashData(Payload)));
        var signature = AWS4Signer.ComputeSignature(
            new ImmutableCredentials(keys.AccessKeyId, keys.SecretAccessKey, keys.SessionToken),
            Region, now, "lambda", SignedHeaders, canonical);
        var head = string.Join(
            "\r\n", $"POST {path} HTTP/1.1", $"Host: {server.Authority}", "Content-Type: application/json",
            $"Content-Length: {Payload.Length}", $"X-Amz-Date: {time}", $"X-Amz-Security-Token: {keys.SessionToken}",
            $"Authorization: {signature.ForAuthorizationHeader}", "", "");
        return [.. Encoding.ASCII.GetBytes(head), .. Payload];
    }
}

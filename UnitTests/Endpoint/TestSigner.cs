using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PrivateInvoke.Local.Lambda;

namespace PrivateInvoke.UnitTests.Endpoint;

/// <summary>Signature Version 4 from the client's side, for requests without a query.</summary>
internal static class TestSigner
{
    public static void Sign(HttpRequestMessage request, byte[] body, FunctionCredentials credentials, DateTimeOffset at)
    {
        request.Headers.Add("X-Amz-Date", Iso(at));
        request.Headers.Add("X-Amz-Security-Token", credentials.SessionToken);
        SignHeaders(request, body, credentials, at, $"host:{request.RequestUri!.Authority}", $"x-amz-date:{Iso(at)}", $"x-amz-security-token:{credentials.SessionToken}");
    }

    /// <summary>With HTTP's own header for the time, in HTTP's form.</summary>
    public static void SignByDate(HttpRequestMessage request, byte[] body, FunctionCredentials credentials, DateTimeOffset at)
    {
        var date = at.ToString("r", CultureInfo.InvariantCulture);
        request.Headers.TryAddWithoutValidation("Date", date);
        request.Headers.Add("X-Amz-Security-Token", credentials.SessionToken);
        SignHeaders(request, body, credentials, at, $"date:{date}", $"host:{request.RequestUri!.Authority}", $"x-amz-security-token:{credentials.SessionToken}");
    }

    /// <summary>In the query: whoever has the address may send the request, for a time.</summary>
    public static Uri Presigned(HttpMethod method, Uri address, byte[] body, FunctionCredentials credentials, DateTimeOffset at, int seconds = 60)
    {
        var scope = Scope(at);
        var query = string.Join('&', new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["X-Amz-Algorithm"] = "AWS4-HMAC-SHA256",
            ["X-Amz-Credential"] = $"{credentials.AccessKeyId}/{scope}",
            ["X-Amz-Date"] = Iso(at),
            ["X-Amz-Expires"] = seconds.ToString(CultureInfo.InvariantCulture),
            ["X-Amz-Security-Token"] = credentials.SessionToken,
            ["X-Amz-SignedHeaders"] = "host",
        }.Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"));
        var signature = Signature(method, address, query, body, credentials, at, [$"host:{address.Authority}"]);
        return new Uri($"{address}?{query}&X-Amz-Signature={signature}");
    }

    private static void SignHeaders(HttpRequestMessage request, byte[] body, FunctionCredentials credentials, DateTimeOffset at, params string[] headers) =>
        request.Headers.TryAddWithoutValidation(
            "Authorization",
            $"AWS4-HMAC-SHA256 Credential={credentials.AccessKeyId}/{Scope(at)}, SignedHeaders={Names(headers)}, "
            + $"Signature={Signature(request.Method, request.RequestUri!, "", body, credentials, at, headers)}");

    private static string Signature(
        HttpMethod method, Uri uri, string query, byte[] body, FunctionCredentials credentials, DateTimeOffset at, string[] headers)
    {
        var path = string.Join('/', uri.AbsolutePath.Split('/').Select(Uri.EscapeDataString));
        var canonical = $"{method}\n{path}\n{query}\n{string.Join('\n', headers)}\n\n{Names(headers)}\n{Convert.ToHexStringLower(SHA256.HashData(body))}";
        var toSign = $"AWS4-HMAC-SHA256\n{Iso(at)}\n{Scope(at)}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = Encoding.UTF8.GetBytes($"AWS4{credentials.SecretAccessKey}");
        foreach (var part in Scope(at).Split('/'))
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        return Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign)));
    }

    private static string Names(string[] headers) => string.Join(';', headers.Select(header => header.Split(':')[0]));

    private static string Iso(DateTimeOffset at) => at.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static string Scope(DateTimeOffset at) => $"{Iso(at)[..8]}/us-east-1/lambda/aws4_request";
}

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
        var time = at.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var scope = $"{time[..8]}/us-east-1/lambda/aws4_request";
        request.Headers.Add("X-Amz-Date", time);
        request.Headers.Add("X-Amz-Security-Token", credentials.SessionToken);

        var uri = request.RequestUri!;
        var path = string.Join('/', uri.AbsolutePath.Split('/').Select(Uri.EscapeDataString));
        var canonical = $"{request.Method}\n{path}\n\nhost:{uri.Authority}\nx-amz-date:{time}\nx-amz-security-token:{credentials.SessionToken}\n\n"
            + $"host;x-amz-date;x-amz-security-token\n{Convert.ToHexStringLower(SHA256.HashData(body))}";
        var toSign = $"AWS4-HMAC-SHA256\n{time}\n{scope}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";

        var key = Encoding.UTF8.GetBytes($"AWS4{credentials.SecretAccessKey}");
        foreach (var part in scope.Split('/'))
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        request.Headers.TryAddWithoutValidation(
            "Authorization",
            $"AWS4-HMAC-SHA256 Credential={credentials.AccessKeyId}/{scope}, SignedHeaders=host;x-amz-date;x-amz-security-token, "
            + $"Signature={Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign)))}");
    }
}

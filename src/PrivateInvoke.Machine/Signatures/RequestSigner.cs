using System.Buffers;
using System.Globalization;
using System.Text;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Auth;
using Microsoft.AspNetCore.Http;

namespace PrivateInvoke.Machine.Signatures;

/// <summary>Signs a request to Lambda with Signature Version 4; the signature is the AWS SDK's work.</summary>
internal sealed class RequestSigner(AWSCredentials credentials, string region, TimeProvider time)
{
    private const string Date = "X-Amz-Date";
    private const string Token = "X-Amz-Security-Token";

    public async Task SignAsync(HttpRequestMessage request, byte[] body)
    {
        // Asked for each time: credentials of a role or of single sign-on are renewed.
        var keys = await credentials.GetCredentialsAsync();
        var now = time.GetUtcNow().UtcDateTime;
        var headers = request.Headers;
        headers.Remove("Authorization");
        headers.Remove(Date);
        headers.Remove(Token);
        headers.Remove("X-Amz-Content-Sha256");
        headers.Host = request.RequestUri!.Authority;
        headers.TryAddWithoutValidation(Date, now.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture));
        if (keys.UseToken)
            headers.TryAddWithoutValidation(Token, keys.Token);

        // What AWS asks for: the host, and every header of its own.
        var signed = new HeaderDictionary { ["host"] = headers.Host };
        foreach (var header in headers.Where(header => header.Key.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase)))
            signed[header.Key.ToLowerInvariant()] = header.Value.ToArray();

        var names = signed.Keys.Order(StringComparer.Ordinal).ToList();
        var text = new ArrayBufferWriter<byte>();
        CanonicalRequest.TryWrite(text, request.Method.Method, request.RequestUri.PathAndQuery, names, signed, body);
        var canonical = Encoding.UTF8.GetString(text.WrittenSpan);
        var signature = AWS4Signer.ComputeSignature(keys, region, now, "lambda", string.Join(';', names), canonical);
        headers.TryAddWithoutValidation("Authorization", signature.ForAuthorizationHeader);
    }
}

using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using PrivateInvoke.Lambda;
using PrivateInvoke.Lambda.Api;

namespace PrivateInvoke.Endpoint.Signatures;

/// <summary>Checks Signature Version 4 in the Authorization header, as AWS does: who signed, with what, when, and whether it fits.</summary>
/// <param name="region">Null: any will do.</param>
internal sealed class SignatureVerifier(Func<string, FunctionCredentials?> credentials, string? region, TimeProvider time)
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    // A signing key is good for a day, a region and a service.
    private readonly ConcurrentDictionary<(string Key, string Scope), byte[]> _signingKeys = new();

    public SignatureCheck Check(HttpRequest request, ReadOnlySpan<byte> body)
    {
        var headers = request.Headers;
        if (headers.Authorization.Count == 0)
            return new SignatureCheck.Refused(ApiError.MissingToken);

        if (AuthorizationHeader.Parse(headers.Authorization.ToString()) is not { } authorization)
        {
            return new SignatureCheck.Refused(ApiError.IncompleteSignature(
                $"Authorization header is not of the form '{AuthorizationHeader.Algorithm} Credential=…, SignedHeaders=…, Signature=…'."));
        }

        if (credentials(authorization.AccessKeyId) is not { } known || known.SessionToken != headers["X-Amz-Security-Token"])
            return new SignatureCheck.Refused(ApiError.UnknownKey);

        if (Wrong(request, authorization) is { } wrong)
            return new SignatureCheck.Refused(ApiError.InvalidSignature(wrong));

        var canonical = CanonicalRequest.Of(request, authorization.SignedHeaders, body);
        return canonical is not null && Fits(authorization, headers["X-Amz-Date"].ToString(), canonical, known)
            ? new SignatureCheck.Valid(known)
            : new SignatureCheck.Refused(ApiError.InvalidSignature(
                "The request signature we calculated does not match the signature you provided. "
                + "Check your AWS Secret Access Key and signing method. Consult the service documentation for details."));
    }

    private string? Wrong(HttpRequest request, AuthorizationHeader authorization)
    {
        if (region is not null && authorization.Region != region)
            return $"Credential should be scoped to a valid region, not '{authorization.Region}'.";

        if (authorization.Service != "lambda")
            return "Credential should be scoped to correct service: 'lambda'.";

        if (!authorization.SignedHeaders.Contains("host"))
            return "'Host' must be a 'SignedHeader' in the AWS Authorization.";

        var date = request.Headers["X-Amz-Date"].ToString();
        if (!DateTimeOffset.TryParseExact(
            date, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var signed))
        {
            return "X-Amz-Date is missing or not of the form 20260102T030405Z.";
        }

        if (!date.StartsWith(authorization.Date, StringComparison.Ordinal))
            return "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP.";

        var now = time.GetUtcNow();
        if (signed < now - Tolerance)
            return $"Signature expired: {date} is now earlier than {now - Tolerance:yyyyMMdd'T'HHmmss'Z'} ({now:yyyyMMdd'T'HHmmss'Z'} - 5 min.)";

        return signed > now + Tolerance
            ? $"Signature not yet current: {date} is still later than {now + Tolerance:yyyyMMdd'T'HHmmss'Z'} ({now:yyyyMMdd'T'HHmmss'Z'} + 5 min.)"
            : null;
    }

    private bool Fits(AuthorizationHeader authorization, string date, string canonical, FunctionCredentials known)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Span<char> hex = stackalloc char[SHA256.HashSizeInBytes * 2];
        SHA256.HashData(Encoding.UTF8.GetBytes(canonical), hash);
        Convert.TryToHexStringLower(hash, hex, out _);
        var toSign = $"{AuthorizationHeader.Algorithm}\n{date}\n{authorization.Scope}\n{hex}";
        HMACSHA256.HashData(SigningKey(authorization, known), Encoding.UTF8.GetBytes(toSign), hash);
        Convert.TryToHexStringLower(hash, hex, out _);
        return CryptographicOperations.FixedTimeEquals(MemoryMarshal.AsBytes(hex), MemoryMarshal.AsBytes(authorization.Signature.AsSpan()));
    }

    private byte[] SigningKey(AuthorizationHeader authorization, FunctionCredentials known)
    {
        var key = (known.AccessKeyId, authorization.Scope);
        if (_signingKeys.TryGetValue(key, out var signingKey))
            return signingKey;

        signingKey = Hmac(Encoding.UTF8.GetBytes("AWS4" + known.SecretAccessKey), authorization.Date);
        signingKey = Hmac(signingKey, authorization.Region);
        signingKey = Hmac(signingKey, authorization.Service);
        signingKey = Hmac(signingKey, "aws4_request");

        // Region is the client's to choose: what it makes up must not fill the memory.
        if (_signingKeys.Count > 1000)
            _signingKeys.Clear();
        _signingKeys[key] = signingKey;
        return signingKey;
    }

    private static byte[] Hmac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
}

internal abstract record SignatureCheck
{
    private SignatureCheck()
    {
    }

    public sealed record Valid(FunctionCredentials Credentials) : SignatureCheck;

    public sealed record Refused(ApiError Error) : SignatureCheck;
}

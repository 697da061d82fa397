using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using PrivateInvoke.Local.Lambda;
using PrivateInvoke.Local.Lambda.Api;

namespace PrivateInvoke.Local.Endpoint.Signatures;

/// <summary>Checks Signature Version 4 in the Authorization header, as AWS does: who signed, with what, when, and whether it fits.</summary>
/// <param name="region">Null: any will do.</param>
/// <param name="service">What the signature is for.</param>
internal sealed class SignatureVerifier(Func<string, FunctionCredentials?> credentials, string? region, TimeProvider time, string service = "lambda")
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    // What is signed is put together here, since a check is one go without a wait.
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _text;

    private readonly KnownHeaders _known = new();

    // A signing key is good for a day, a region and a service.
    private readonly ConcurrentDictionary<(string Key, string Scope), byte[]> _signingKeys = new();

    public SignatureCheck Check(HttpRequest request, ReadOnlySpan<byte> body)
    {
        var headers = request.Headers;
        if (headers.Authorization.Count == 0)
            return new SignatureCheck.Refused(ApiError.MissingToken);

        var header = headers.Authorization.ToString();
        var known = _known.Find(header);
        if ((known ?? AuthorizationHeader.Parse(header)) is not { } authorization)
        {
            return new SignatureCheck.Refused(ApiError.IncompleteSignature(
                $"Authorization header is not of the form '{AuthorizationHeader.Algorithm} Credential=…, SignedHeaders=…, Signature=…'."));
        }

        if (credentials(authorization.AccessKeyId) is not { } signer || signer.SessionToken != headers["X-Amz-Security-Token"])
            return new SignatureCheck.Refused(ApiError.UnknownKey);

        if (Wrong(request, authorization) is { } wrong)
            return new SignatureCheck.Refused(ApiError.InvalidSignature(wrong));

        var signature = known is null ? authorization.Signature : header.AsSpan()[^AuthorizationHeader.SignatureLength..];
        if (!Fits(request, body, authorization, signer, signature))
        {
            return new SignatureCheck.Refused(ApiError.InvalidSignature(
                "The request signature we calculated does not match the signature you provided. "
                + "Check your AWS Secret Access Key and signing method. Consult the service documentation for details."));
        }

        if (known is null)
            _known.Keep(header, authorization);
        return new SignatureCheck.Valid(signer);
    }

    private string? Wrong(HttpRequest request, AuthorizationHeader authorization)
    {
        if (region is not null && authorization.Region != region)
            return $"Credential should be scoped to a valid region, not '{authorization.Region}'.";

        if (authorization.Service != service)
            return $"Credential should be scoped to correct service: '{service}'.";

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

    private bool Fits(
        HttpRequest request, ReadOnlySpan<byte> body, AuthorizationHeader authorization, FunctionCredentials signer, ReadOnlySpan<char> signature)
    {
        var text = _text ??= new ArrayBufferWriter<byte>(2048);
        text.ResetWrittenCount();
        if (!CanonicalRequest.TryWrite(text, request, authorization.SignedHeaders, body))
            return false;

        var canonical = text.WrittenCount;
        CanonicalRequest.WriteLine(text, AuthorizationHeader.Algorithm);
        CanonicalRequest.WriteLine(text, request.Headers["X-Amz-Date"].ToString());
        CanonicalRequest.WriteLine(text, authorization.Scope);
        CanonicalRequest.WriteHash(text, text.WrittenSpan[..canonical]);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Span<char> hex = stackalloc char[HMACSHA256.HashSizeInBytes * 2];
        HMACSHA256.HashData(SigningKey(authorization, signer), text.WrittenSpan[canonical..], hash);
        Convert.TryToHexStringLower(hash, hex, out _);
        return CryptographicOperations.FixedTimeEquals(MemoryMarshal.AsBytes(hex), MemoryMarshal.AsBytes(signature));
    }

    private byte[] SigningKey(AuthorizationHeader authorization, FunctionCredentials signer)
    {
        var key = (signer.AccessKeyId, authorization.Scope);
        if (_signingKeys.TryGetValue(key, out var signingKey))
            return signingKey;

        signingKey = Hmac(Encoding.UTF8.GetBytes("AWS4" + signer.SecretAccessKey), authorization.Date);
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

using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using PrivateInvoke.Local.Lambda;
using PrivateInvoke.Local.Lambda.Api;
using PrivateInvoke.Machine.Signatures;

namespace PrivateInvoke.Local.Endpoint.Signatures;

/// <summary>Checks Signature Version 4 in the Authorization header or the query, as AWS does: who signed, with what, when, and whether it fits.</summary>
/// <param name="region">Null: any will do.</param>
/// <param name="service">What the signature is for.</param>
internal sealed class SignatureVerifier(Func<string, FunctionCredentials?> credentials, string? region, TimeProvider clock, string service = "lambda")
{
    private const string TimeFormat = "yyyyMMdd'T'HHmmss'Z'";

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
        var target = request.HttpContext.Features.Get<IHttpRequestFeature>()!.RawTarget;
        if (headers.Authorization.Count == 0)
            return PresignedQuery.IsIn(target) ? CheckPresigned(request, target, body) : new SignatureCheck.Refused(ApiError.MissingToken);

        var header = headers.Authorization.ToString();
        var known = _known.Find(header);
        if ((known ?? AuthorizationHeader.Parse(header)) is not { } authorization)
        {
            return new SignatureCheck.Refused(ApiError.IncompleteSignature(
                $"Authorization header is not of the form '{AuthorizationHeader.Algorithm} Credential=…, SignedHeaders=…, Signature=…'."));
        }

        if (Time(headers) is not { } time)
        {
            return new SignatureCheck.Refused(ApiError.IncompleteSignature(
                "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header."));
        }

        var signature = known is null ? authorization.Signature : header.AsSpan()[^AuthorizationHeader.SignatureLength..];
        var check = Check(request, target, body, authorization, signature, headers["X-Amz-Security-Token"], time, Tolerance);
        if (known is null && check is SignatureCheck.Valid)
            _known.Keep(header, authorization);
        return check;
    }

    private SignatureCheck CheckPresigned(HttpRequest request, string target, ReadOnlySpan<byte> body) =>
        PresignedQuery.Parse(target) is { } query
            ? Check(request, query.Target, body, query.Authorization, query.Authorization.Signature, query.Token, query.Date, query.Validity)
            : new SignatureCheck.Refused(ApiError.IncompleteSignature(
                "AWS query-string parameters must include 'X-Amz-Algorithm', 'X-Amz-Credential', 'X-Amz-Signature', 'X-Amz-SignedHeaders', 'X-Amz-Date' and 'X-Amz-Expires'."));

    /// <param name="target">Path and query, as they were signed.</param>
    /// <param name="time">When it was signed: 20260102T030405Z.</param>
    /// <param name="validity">From then on.</param>
    private SignatureCheck Check(
        HttpRequest request, string target, ReadOnlySpan<byte> body, AuthorizationHeader authorization, ReadOnlySpan<char> signature, string? token,
        string time, TimeSpan validity)
    {
        if (credentials(authorization.AccessKeyId) is not { } signer || signer.SessionToken != token)
            return new SignatureCheck.Refused(ApiError.UnknownKey);

        if (Wrong(request.Headers, authorization, time, validity) is { } wrong)
            return new SignatureCheck.Refused(ApiError.InvalidSignature(wrong));

        return Fits(request, target, body, authorization, signer, signature, time)
            ? new SignatureCheck.Valid(signer)
            : new SignatureCheck.Refused(ApiError.InvalidSignature(
                "The request signature we calculated does not match the signature you provided. "
                + "Check your AWS Secret Access Key and signing method. Consult the service documentation for details."));
    }

    /// <summary>Of the two headers that may tell it the first counts, and the second may have HTTP's form.</summary>
    /// <returns>20260102T030405Z, which is what is signed; null when there is neither.</returns>
    private static string? Time(IHeaderDictionary headers) =>
        headers.TryGetValue("X-Amz-Date", out var own) ? own.ToString()
        : !headers.TryGetValue("Date", out var date) ? null
        : DateTimeOffset.TryParseExact(date, "r", CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed)
            ? parsed.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture)
            : date.ToString();

    private string? Wrong(IHeaderDictionary headers, AuthorizationHeader authorization, string time, TimeSpan validity)
    {
        if (region is not null && authorization.Region != region)
            return $"Credential should be scoped to a valid region, not '{authorization.Region}'.";

        if (authorization.Service != service)
            return $"Credential should be scoped to correct service: '{service}'.";

        if (!authorization.SignedHeaders.Contains("host"))
            return "'Host' must be a 'SignedHeader' in the AWS Authorization.";

        foreach (var header in headers)
        {
            if (MustBeSigned(header.Key) && !authorization.SignedHeaders.Contains(header.Key, StringComparer.OrdinalIgnoreCase))
                return $"There were headers present in the request which were not signed: {header.Key.ToLowerInvariant()}.";
        }

        if (!DateTimeOffset.TryParseExact(time, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var signed))
            return "The date is missing or not of the form 20260102T030405Z.";

        if (!time.StartsWith(authorization.Date, StringComparison.Ordinal))
            return "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP.";

        var now = clock.GetUtcNow();
        if (signed < now - validity)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"Signature expired: {time} is now earlier than {now - validity:yyyyMMdd'T'HHmmss'Z'} ({now:yyyyMMdd'T'HHmmss'Z'} - {validity.TotalMinutes:0.##} min.)");
        }

        return signed > now + Tolerance
            ? $"Signature not yet current: {time} is still later than {now + Tolerance:yyyyMMdd'T'HHmmss'Z'} ({now:yyyyMMdd'T'HHmmss'Z'} + 5 min.)"
            : null;
    }

    /// <summary>"Include any x-amz-* headers" (IAM User Guide); a session token may be added after signing.</summary>
    private static bool MustBeSigned(string header) =>
        header.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase) && !header.Equals("X-Amz-Security-Token", StringComparison.OrdinalIgnoreCase);

    private bool Fits(
        HttpRequest request, string target, ReadOnlySpan<byte> body, AuthorizationHeader authorization, FunctionCredentials signer,
        ReadOnlySpan<char> signature, string time)
    {
        var text = _text ??= new ArrayBufferWriter<byte>(2048);
        text.ResetWrittenCount();
        if (!CanonicalRequest.TryWrite(text, request.Method, target, authorization.SignedHeaders, request.Headers, body))
            return false;

        var canonical = text.WrittenCount;
        CanonicalRequest.WriteLine(text, AuthorizationHeader.Algorithm);
        CanonicalRequest.WriteLine(text, time);
        CanonicalRequest.WriteLine(text, authorization.Scope);
        CanonicalRequest.WriteHash(text, text.WrittenSpan[..canonical]);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Span<char> hex = stackalloc char[HMACSHA256.HashSizeInBytes * 2];
        ThreadHash.Write(SigningKey(authorization, signer), text.WrittenSpan[canonical..], hash);
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

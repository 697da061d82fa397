namespace PrivateInvoke.Local.Endpoint.Signatures;

/// <summary>
/// <c>AWS4-HMAC-SHA256 Credential=KEY/20260102/us-east-1/lambda/aws4_request, SignedHeaders=host;x-amz-date, Signature=hex</c>
/// </summary>
internal sealed record AuthorizationHeader(
    string AccessKeyId, string Date, string Region, string Service, IReadOnlyList<string> SignedHeaders, string Signature)
{
    public const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>Of hexadecimal digits.</summary>
    public const int SignatureLength = 64;

    public string Scope { get; } = $"{Date}/{Region}/{Service}/aws4_request";

    /// <returns>Null when it is not of that form.</returns>
    public static AuthorizationHeader? Parse(string header)
    {
        if (!header.StartsWith(Algorithm + " ", StringComparison.Ordinal))
            return null;

        string? credential = null, signedHeaders = null, signature = null;
        foreach (var part in header[(Algorithm.Length + 1)..].Split(',', StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0)
                return null;

            var value = part[(equals + 1)..];
            switch (part[..equals])
            {
                case "Credential":
                    credential = value;
                    break;
                case "SignedHeaders":
                    signedHeaders = value;
                    break;
                case "Signature":
                    signature = value;
                    break;
            }
        }

        return Of(credential, signedHeaders, signature);
    }

    /// <returns>Null when a part is missing, or not of its form.</returns>
    public static AuthorizationHeader? Of(string? credential, string? signedHeaders, string? signature) =>
        credential?.Split('/') is [var key, var date, var region, var service, "aws4_request"]
            && signedHeaders is { Length: > 0 } && signature is { Length: SignatureLength }
            ? new AuthorizationHeader(key, date, region, service, signedHeaders.Split(';'), signature)
            : null;
}

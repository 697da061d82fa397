using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace PrivateInvoke.Machine.Signatures;

/// <summary>
/// The text that a client signs ("Create a signed AWS API request", IAM User Guide): method, path, query, headers, and the hash of
/// the body. Every service but S3 encodes the path twice, so the path as sent is encoded once more.
/// </summary>
internal static class CanonicalRequest
{
    // What encoding leaves as it is, and what ends a segment.
    private static readonly SearchValues<char> Plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_~/");

    /// <param name="text">Gets it, in UTF-8.</param>
    /// <returns>False when a header that is said to be signed is not there.</returns>
    public static bool TryWrite(IBufferWriter<byte> text, HttpRequest request, IReadOnlyList<string> signedHeaders, ReadOnlySpan<byte> body) =>
        TryWrite(
            text, request.Method, request.HttpContext.Features.Get<IHttpRequestFeature>()!.RawTarget, signedHeaders, request.Headers, body);

    /// <param name="target">Path and query, as they are sent.</param>
    public static bool TryWrite(
        IBufferWriter<byte> text, string method, string target, IReadOnlyList<string> signedHeaders, IHeaderDictionary headers,
        ReadOnlySpan<byte> body)
    {
        var question = target.IndexOf('?', StringComparison.Ordinal);
        WriteLine(text, method);
        WriteLine(text, Path(question < 0 ? target : target[..question]));
        WriteLine(text, Query(question < 0 ? "" : target[(question + 1)..]));
        foreach (var name in signedHeaders)
        {
            if (!headers.TryGetValue(name, out var values))
                return false;

            Write(text, name);
            for (var i = 0; i < values.Count; i++)
            {
                text.Write(i == 0 ? ":"u8 : ","u8);
                WriteTrimmed(text, values[i]!);
            }

            text.Write("\n"u8);
        }

        for (var i = 0; i < signedHeaders.Count; i++)
        {
            text.Write(i == 0 ? "\n"u8 : ";"u8);
            Write(text, signedHeaders[i]);
        }

        text.Write("\n"u8);
        WriteHash(text, body);
        return true;
    }

    /// <summary>The hash of a text, as signatures have it: SHA-256 in lower-case hexadecimal.</summary>
    public static void WriteHash(IBufferWriter<byte> text, ReadOnlySpan<byte> of)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        ThreadHash.Write(of, hash);
        Convert.TryToHexStringLower(hash, text.GetSpan(hash.Length * 2), out var written);
        text.Advance(written);
    }

    public static void WriteLine(IBufferWriter<byte> text, string line)
    {
        Write(text, line);
        text.Write("\n"u8);
    }

    private static void Write(IBufferWriter<byte> text, ReadOnlySpan<char> part) =>
        text.Advance(Encoding.UTF8.GetBytes(part, text.GetSpan(Encoding.UTF8.GetMaxByteCount(part.Length))));

    private static string Path(string path)
    {
        if (path.StartsWith('/') && !path.AsSpan().ContainsAnyExcept(Plain) && !path.Contains("//", StringComparison.Ordinal))
            return path;

        var kept = new List<string>();
        foreach (var segment in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (segment is "..")
                kept.RemoveRange(Math.Max(0, kept.Count - 1), Math.Min(1, kept.Count));
            else if (segment is not ".")
                kept.Add(Uri.EscapeDataString(segment));
        }

        var slash = kept.Count > 0 && path.EndsWith('/') ? "/" : "";
        return $"/{string.Join('/', kept)}{slash}";
    }

    private static string Query(string query)
    {
        if (query.Length == 0)
            return "";

        var pairs = query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair =>
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? pair : pair[..equals];
            var value = equals < 0 ? "" : pair[(equals + 1)..];
            return (Name: Encoded(name), Value: Encoded(value));
        });
        return string.Join('&', pairs
            .OrderBy(pair => pair.Name, StringComparer.Ordinal)
            .ThenBy(pair => pair.Value, StringComparer.Ordinal)
            .Select(pair => $"{pair.Name}={pair.Value}"));
    }

    private static string Encoded(string text) => Uri.EscapeDataString(Uri.UnescapeDataString(text));

    private static void WriteTrimmed(IBufferWriter<byte> text, string value)
    {
        var trimmed = value.AsSpan().Trim(' ');
        while (trimmed.IndexOf("  ") is >= 0 and var spaces)
        {
            Write(text, trimmed[..(spaces + 1)]);
            trimmed = trimmed[(spaces + 1)..].TrimStart(' ');
        }

        Write(text, trimmed);
    }
}

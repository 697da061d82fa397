using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace PrivateInvoke.Endpoint.Signatures;

/// <summary>
/// The text that a client signs ("Create a signed AWS API request", IAM User Guide): method, path, query, headers, and the hash of
/// the body. Every service but S3 encodes the path twice, so the path as sent is encoded once more.
/// </summary>
internal static class CanonicalRequest
{
    // What encoding leaves as it is, and what ends a segment.
    private static readonly SearchValues<char> Plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_~/");

    /// <returns>Null when a header that is said to be signed is not there.</returns>
    public static string? Of(HttpRequest request, IReadOnlyList<string> signedHeaders, ReadOnlySpan<byte> body) => Of(
        request.Method, request.HttpContext.Features.Get<IHttpRequestFeature>()!.RawTarget, signedHeaders,
        name => request.Headers.TryGetValue(name, out var values) ? values : (StringValues?)null, body);

    /// <param name="target">Path and query, as they are sent.</param>
    /// <param name="valuesOf">Of a header; null when it is not there.</param>
    /// <returns>Null when a header that is to be signed is not there.</returns>
    public static string? Of(
        string method, string target, IReadOnlyList<string> signedHeaders, Func<string, StringValues?> valuesOf, ReadOnlySpan<byte> body)
    {
        var question = target.IndexOf('?', StringComparison.Ordinal);
        var text = new StringBuilder(1024);
        text.Append(method).Append('\n');
        text.Append(Path(question < 0 ? target : target[..question])).Append('\n');
        text.Append(Query(question < 0 ? "" : target[(question + 1)..])).Append('\n');
        foreach (var name in signedHeaders)
        {
            if (valuesOf(name) is not { } values)
                return null;

            text.Append(name).Append(':');
            for (var i = 0; i < values.Count; i++)
                AppendTrimmed(i == 0 ? text : text.Append(','), values[i]!);
            text.Append('\n');
        }

        text.Append('\n').AppendJoin(';', signedHeaders).Append('\n');
        AppendHash(text, body);
        return text.ToString();
    }

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

    private static void AppendHash(StringBuilder text, ReadOnlySpan<byte> body)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Span<char> hex = stackalloc char[SHA256.HashSizeInBytes * 2];
        SHA256.HashData(body, hash);
        Convert.TryToHexStringLower(hash, hex, out _);
        text.Append(hex);
    }

    private static void AppendTrimmed(StringBuilder text, string value)
    {
        var trimmed = value.AsSpan().Trim(' ');
        if (!trimmed.Contains("  ", StringComparison.Ordinal))
        {
            text.Append(trimmed);
            return;
        }

        var space = false;
        foreach (var c in trimmed)
        {
            if (c == ' ' && space)
                continue;

            space = c == ' ';
            text.Append(c);
        }
    }
}

using System.Globalization;

namespace PrivateInvoke.Local.Endpoint.Signatures;

/// <summary>
/// A signature in the query instead of a header:
/// <c>X-Amz-Algorithm=AWS4-HMAC-SHA256&amp;X-Amz-Credential=…&amp;X-Amz-Date=…&amp;X-Amz-Expires=60&amp;X-Amz-SignedHeaders=host&amp;X-Amz-Signature=hex</c>.
/// </summary>
/// <param name="Target">Path and query without the signature, which is what was signed.</param>
internal sealed record PresignedQuery(AuthorizationHeader Authorization, string Date, string? Token, TimeSpan Validity, string Target)
{
    private const string Signature = "X-Amz-Signature";

    /// <summary>A week.</summary>
    private const int MostSeconds = 604_800;

    private static readonly string[] Own =
        ["X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Expires", "X-Amz-SignedHeaders", "X-Amz-Security-Token", Signature];

    public static bool IsIn(string target) => Divided(target).Pairs.Any(pair => Name(pair) == Signature);

    /// <returns>Null when a part is missing, there twice, or not of its form.</returns>
    public static PresignedQuery? Parse(string target)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in Divided(target).Pairs)
        {
            if (Own.Contains(Name(pair)) && !values.TryAdd(Name(pair), Uri.UnescapeDataString(pair[(Name(pair).Length + 1)..])))
                return null;
        }

        if (values.GetValueOrDefault("X-Amz-Algorithm") != AuthorizationHeader.Algorithm
            || !int.TryParse(values.GetValueOrDefault("X-Amz-Expires"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || seconds is < 1 or > MostSeconds)
        {
            return null;
        }

        return AuthorizationHeader.Of(
            values.GetValueOrDefault("X-Amz-Credential"), values.GetValueOrDefault("X-Amz-SignedHeaders"), values.GetValueOrDefault(Signature)) is { } authorization
            ? new PresignedQuery(
                authorization, values.GetValueOrDefault("X-Amz-Date", ""), values.GetValueOrDefault("X-Amz-Security-Token"),
                TimeSpan.FromSeconds(seconds), Without(target, name => name == Signature))
            : null;
    }

    /// <summary>The target of a request that is to be signed in another way.</summary>
    public static string Removed(string target) => IsIn(target) ? Without(target, Own.Contains) : target;

    private static string Without(string target, Func<string, bool> leaveOut)
    {
        var (path, pairs) = Divided(target);
        var rest = string.Join('&', pairs.Where(pair => !leaveOut(Name(pair))));
        return rest.Length == 0 ? path : $"{path}?{rest}";
    }

    /// <summary>An ampersand in the path divides nothing.</summary>
    private static (string Path, string[] Pairs) Divided(string target) =>
        target.IndexOf('?', StringComparison.Ordinal) is >= 0 and var question
            ? (target[..question], target[(question + 1)..].Split('&', StringSplitOptions.RemoveEmptyEntries))
            : (target, []);

    /// <returns>All of a pair that has no value: none of the names here.</returns>
    private static string Name(string pair) => pair.IndexOf('=', StringComparison.Ordinal) is >= 0 and var equals ? pair[..equals] : $"{pair}?";
}

using System.Globalization;
using PrivateInvoke.Local.Lambda.Environments;

namespace PrivateInvoke.Local.Lambda.Api;

/// <summary>One page of ListFunctions, by name.</summary>
/// <param name="NextMarker">Where the next one goes on; null for the last page.</param>
internal sealed record FunctionPage(IReadOnlyList<HostedFunction> Functions, string? NextMarker)
{
    public const int MostAsked = 10_000;

    // Whatever is asked for: ListFunctions, Lambda API reference.
    private const int Most = 50;

    /// <param name="marker">The name of the last function of the page before.</param>
    /// <returns>Null when <paramref name="maxItems"/> is no number that AWS takes.</returns>
    public static FunctionPage? Of(IReadOnlyList<HostedFunction> all, string? maxItems, string? marker)
    {
        var size = Most;
        if (!string.IsNullOrEmpty(maxItems)
            && !(int.TryParse(maxItems, NumberStyles.None, CultureInfo.InvariantCulture, out size) && size is >= 1 and <= MostAsked))
        {
            return null;
        }

        var left = all
            .Where(hosted => string.IsNullOrEmpty(marker) || string.CompareOrdinal(hosted.Function.Name, marker) > 0)
            .OrderBy(hosted => hosted.Function.Name, StringComparer.Ordinal)
            .ToList();
        var page = left.Take(Math.Min(size, Most)).ToList();
        return new FunctionPage(page, page.Count < left.Count ? page[^1].Function.Name : null);
    }
}

using System.Text.RegularExpressions;

namespace PrivateInvoke.Plan;

/// <summary>
/// The name that a data source asks one of AWS's own prefix lists by, as far as its block tells it: what the list holds follows from the
/// service in it, and the region in the middle may be an expression.
/// </summary>
internal static partial class PrefixListNames
{
    public const string Attribute = "name", FilterName = "filter.name", FilterValues = "filter.values";

    public static bool Have(string type) => type is "aws_ec2_managed_prefix_list" or "aws_prefix_list";

    /// <param name="written">The block's attributes.</param>
    /// <param name="address">With the instance's key.</param>
    /// <param name="region">What stands where an expression is.</param>
    /// <returns>Null where an expression gives the service.</returns>
    public static string? Of(IReadOnlyDictionary<string, string> written, string address, string region)
    {
        var text = (written.GetValueOrDefault(Attribute) ?? Filtered(written))?.Trim();
        if (text is null)
            return null;

        if (address.EndsWith("\"]", StringComparison.Ordinal))
        {
            var key = address[(address.LastIndexOf("[\"", StringComparison.Ordinal) + 2)..^2];
            var isSet = written.GetValueOrDefault("for_each")?.TrimStart().StartsWith("toset(", StringComparison.Ordinal) == true;
            if (text == "each.key" || (text == "each.value" && isSet))
                text = $"\"{key}\"";
            text = text.Replace("${each.key}", key, StringComparison.Ordinal);
            if (isSet)
                text = text.Replace("${each.value}", key, StringComparison.Ordinal);
        }

        return Name().Match(text) is { Success: true } match
            ? $"com.amazonaws.{(match.Groups[1].Value.StartsWith('$') ? region : match.Groups[1].Value)}.{match.Groups[2].Value}"
            : null;
    }

    private static string? Filtered(IReadOnlyDictionary<string, string> written) =>
        written.GetValueOrDefault(FilterName)?.Trim() is "\"prefix-list-name\""
            ? written.GetValueOrDefault(FilterValues)?.Trim().TrimStart('[').TrimEnd(']').Trim().TrimEnd(',')
            : null;

    [GeneratedRegex("""^"com\.amazonaws\.(\$\{[^{}]*\}|[a-z0-9-]+)\.([a-z0-9.-]+)"$""")]
    private static partial Regex Name();
}

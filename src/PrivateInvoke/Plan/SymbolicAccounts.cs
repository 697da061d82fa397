using System.Text.RegularExpressions;

namespace PrivateInvoke.Plan;

/// <summary>
/// The accounts of a configuration's AWS providers: the one that a provider names itself, or one that stands for it, for each way to get credentials. Two of the latter may
/// be one account or two; resources of providers with the same credentials are of one.
/// </summary>
internal static partial class SymbolicAccounts
{
    private const string Mark = "0000000000";

    /// <summary>What of a provider block says whose resources it makes.</summary>
    public static readonly string[] Credentials =
    [
        "profile", "access_key", "shared_config_files", "shared_credentials_files", "allowed_account_ids", "assume_role", "assume_role_with_web_identity",
    ];

    public static bool Is(string account) => account.Length == 12 && account.StartsWith(Mark, StringComparison.Ordinal);

    /// <param name="credentials">By provider configuration, what <see cref="Credentials"/> it has, as it is written.</param>
    public static IReadOnlyDictionary<string, string> Of(IReadOnlyDictionary<string, string> credentials)
    {
        // The default provider's come first: what no provider is named for is made by it.
        var kinds = credentials.Values.Prepend(credentials.GetValueOrDefault("aws", "")).Distinct().ToList();
        return credentials.ToDictionary(
            pair => pair.Key, pair => Literal(pair.Value) ?? $"{Mark}{Math.Min(kinds.IndexOf(pair.Value), 99):00}");
    }

    /// <summary>The account that the configuration itself names: the one of the role that is assumed, or the only one that is allowed.</summary>
    private static string? Literal(string credentials) =>
        AssumedRole().Matches(credentials) is [.., var role] ? role.Groups["account"].Value
        : AllowedAccount().Match(credentials) is { Success: true } allowed ? allowed.Groups["account"].Value
        : null;

    // As terraform's files write it, and as a plan's JSON does.
    [GeneratedRegex("""(^assume_role(_with_web_identity)?\.role_arn=|"role_arn":\s*\{\s*"constant_value":\s*)"arn:[\w-]+:iam::(?<account>\d{12}):role/[^"$]*"\s*($|\})""", RegexOptions.Multiline)]
    private static partial Regex AssumedRole();

    [GeneratedRegex("""^allowed_account_ids=(\{\s*"constant_value":)?\s*\[\s*"(?<account>\d{12})"\s*,?\s*\]\s*\}?$""", RegexOptions.Multiline)]
    private static partial Regex AllowedAccount();
}

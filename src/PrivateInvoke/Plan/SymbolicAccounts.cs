namespace PrivateInvoke.Plan;

/// <summary>
/// Accounts that stand for the real ones, one for each way that a configuration's AWS providers get their credentials. Two of them may
/// be one account or two; resources of providers with the same credentials are of one.
/// </summary>
internal static class SymbolicAccounts
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
            pair => pair.Key, pair => $"{Mark}{Math.Min(kinds.IndexOf(pair.Value), 99):00}");
    }
}

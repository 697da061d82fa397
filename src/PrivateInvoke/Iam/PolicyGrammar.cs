using System.Text.RegularExpressions;

namespace PrivateInvoke.Iam;

/// <summary>
/// What AWS refuses when a policy is made, in its own words: a policy that cannot be made allows nothing.
/// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
/// </summary>
internal static partial class PolicyGrammar
{
    private const string Malformed = "MalformedPolicyDocument: ";

    /// <returns>Null where AWS takes the statement. What depends on a text that may be a symbol quotes it.</returns>
    public static string? Refusal(Statement statement, PolicyUse use)
    {
        var resources = statement.Resources ?? statement.NotResources;
        var hasPrincipal = statement.Principals is not null || statement.NotPrincipals is not null;
        var actions = statement.Actions ?? statement.NotActions ?? [];
        if (actions.Count == 0)
            return Malformed + "Policy statement must contain actions.";
        if (actions.FirstOrDefault(action => action is not "*" && !action.Contains(':', StringComparison.Ordinal)) is { } vendorless)
            return $"{Malformed}Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.: '{vendorless}'.";
        return use switch
        {
            PolicyUse.Identity when hasPrincipal => Malformed + "Policy document should not specify a principal.",
            PolicyUse.Identity or PolicyUse.Resource when resources is not { Count: > 0 } => Malformed + "Policy statement must contain resources.",
            PolicyUse.Identity when resources.FirstOrDefault(NotAnArn) is { } text => $"{Malformed}Resource '{text}' must be in ARN format or \"*\".",
            PolicyUse.Trust when resources is not null => Malformed + "Has prohibited field Resource.",
            PolicyUse.Trust or PolicyUse.Resource when !hasPrincipal => Malformed + "Missing required field Principal.",
            _ => null,
        };
    }

    /// <summary>Whether a text may have a symbol in it, which ends with the hash of an address.</summary>
    public static bool MayHoldSymbol(string text) => Hash().IsMatch(text);

    private static bool NotAnArn(string resource) =>
        resource.Length > 0 && resource[0] is not ('*' or '$') && !resource.StartsWith("arn:", StringComparison.Ordinal);

    [GeneratedRegex("[0-9a-f]{16}")]
    private static partial Regex Hash();
}

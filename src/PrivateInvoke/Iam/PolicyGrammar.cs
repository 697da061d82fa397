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
        if (actions.FirstOrDefault(action => action.Count(letter => letter is ':') > 1) is { } colons)
            return $"{Malformed}Actions/Condition can contain only one colon: '{colons}'.";
        if (statement.Conditions.FirstOrDefault(condition => !Operator().IsMatch(condition.Operator)) is { } condition)
            return $"{Malformed}Invalid Condition type : {condition.Operator}.";
        if (use is PolicyUse.Identity or PolicyUse.Trust && statement.Sid is { } sid && !Sid().IsMatch(sid))
            return $"{Malformed}Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*: '{sid}'.";
        return use switch
        {
            PolicyUse.Identity when hasPrincipal => Malformed + "Policy document should not specify a principal.",
            PolicyUse.Identity or PolicyUse.Resource when resources is not { Count: > 0 } => Malformed + "Policy statement must contain resources.",
            PolicyUse.Identity when resources.FirstOrDefault(NotAnArn) is { } text => $"{Malformed}Resource '{text}' must be in ARN format or \"*\".",
            PolicyUse.Identity when resources.FirstOrDefault(text => text.StartsWith("arn:", StringComparison.Ordinal) && text.Count(letter => letter is ':') < 5) is { } text =>
                $"{Malformed}The policy failed legacy parsing: '{text}'.",
            PolicyUse.Trust when resources is not null => Malformed + "Has prohibited field Resource.",
            PolicyUse.Trust or PolicyUse.Resource when !hasPrincipal => Malformed + "Missing required field Principal.",
            _ => null,
        };
    }

    /// <summary>What AWS refuses of the statements together, and of what an element is called.</summary>
    public static string? Refusal(IEnumerable<Statement> statements, PolicyUse use) => use is PolicyUse.Identity or PolicyUse.Trust
        && statements.Where(statement => statement.Sid is { Length: > 0 }).GroupBy(statement => statement.Sid).Any(same => same.Count() > 1)
            ? Malformed + "Statement IDs (SID) in a single policy must be unique."
            : null;

    /// <summary>Whether the policy language has an element of this name. Names are exact.</summary>
    public static bool IsElement(string name) => name is "Sid" or "Effect" or "Action" or "NotAction" or "Resource" or "NotResource" or "Principal" or "NotPrincipal" or "Condition";

    /// <summary>Whether a text may have a symbol in it, which ends with the hash of an address.</summary>
    public static bool MayHoldSymbol(string text) => Hash().IsMatch(text);

    private static bool NotAnArn(string resource) =>
        resource.Length > 0 && resource[0] is not ('*' or '$') && !resource.StartsWith("arn:", StringComparison.Ordinal);

    [GeneratedRegex("^[0-9A-Za-z]*$")]
    private static partial Regex Sid();

    // See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
    [GeneratedRegex("^((ForAllValues|ForAnyValue):)?((String(Not)?(Equals|EqualsIgnoreCase|Like)|(Numeric|Date)((Not)?Equals|(LessThan|GreaterThan)(Equals)?)|Bool|BinaryEquals|(Not)?IpAddress|Arn(Not)?(Equals|Like))(IfExists)?|Null)$", RegexOptions.IgnoreCase)]
    private static partial Regex Operator();

    [GeneratedRegex("[0-9a-f]{16}")]
    private static partial Regex Hash();
}

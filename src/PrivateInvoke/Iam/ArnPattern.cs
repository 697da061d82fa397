using PrivateInvoke.Network;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Iam;

/// <summary>Matches ARNs part by part: a star does not cross into the next part, except in the last, which has colons of its own.</summary>
internal static class ArnPattern
{
    /// <summary>How many parts an ARN has; the last one may have colons of its own.</summary>
    public const int Parts = 6;

    private const int AccountPart = 4;

    /// <summary>As a Resource element reads it: a star that ends a part may stand for colons and what follows them too.</summary>
    public static Truth MatchesResource(Glob pattern, string arn) =>
        Matches(pattern, arn) is var answer && answer is Truth.Undecided && pattern.HasRunsAtEndsOnly ? answer.Or(pattern.Matches(arn)) : answer;

    public static Truth Matches(Glob pattern, string arn)
    {
        if (pattern.IsRun)
            return Truth.Yes;

        var wanted = pattern.Split(Parts);
        var given = arn.Split(':', Parts);
        if (given.Length < Parts)
            return pattern.Matches(arn);

        // "arn:aws:lambda:*" is short of parts; IAM reads the missing ones as stars.
        if (wanted.Length < Parts)
            return wanted.Length > 1 && wanted[^1].IsRun ? Compare(wanted, given) : pattern.Matches(arn).Perhaps();

        var byPart = Compare(wanted, given);
        return byPart is Truth.No && pattern.Matches(arn) is not Truth.No ? Truth.Undecided : byPart;
    }

    /// <summary>Whether two account numbers are one: a plan made without an account cannot tell, nor with two ways to get credentials.</summary>
    public static Truth SameAccount(string a, string b) =>
        a == b ? Truth.Yes
        : (SymbolicAccounts.Is(a) && IsAccount(b)) || (SymbolicAccounts.Is(b) && IsAccount(a)) ? Truth.Undecided
        : Truth.No;

    public static bool IsAccount(string text) => text.Length == 12 && text.All(char.IsAsciiDigit);

    private static Truth Compare(Glob[] wanted, string[] given)
    {
        var answer = Truth.Yes;
        for (var i = 0; i < wanted.Length && answer is not Truth.No; i++)
        {
            answer = answer.And(
                i == AccountPart && wanted[i].IsLiteral && wanted[i].Literal.Length > 0 && given[i].Length > 0
                    ? SameAccount(wanted[i].Literal, given[i])
                    : wanted[i].Matches(given[i]));
        }

        return answer;
    }
}

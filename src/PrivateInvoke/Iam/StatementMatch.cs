using PrivateInvoke.Network;

namespace PrivateInvoke.Iam;

/// <summary>Whether a statement speaks of a request.</summary>
internal static class StatementMatch
{
    public static Truth AppliesTo(this Statement statement, AccessRequest request, bool hasVariables)
    {
        var answer = Action(statement, request);
        if (answer is not Truth.No)
            answer = answer.And(Resource(statement, request, hasVariables));
        if (answer is not Truth.No)
            answer = answer.And(Principal(statement, request));
        foreach (var condition in statement.Conditions)
        {
            if (answer is Truth.No)
                break;
            answer = answer.And(ConditionTest.Holds(condition, request.Context, hasVariables));
        }

        return answer;
    }

    /// <summary>Whether it speaks of the caller and the request's circumstances, whatever the action and the resource.</summary>
    public static Truth SpeaksTo(this Statement statement, AccessRequest request, bool hasVariables) =>
        Principal(statement, request).And(statement.Conditions.All(condition => ConditionTest.Holds(condition, request.Context, hasVariables)));

    private static Truth Action(Statement statement, AccessRequest request)
    {
        Truth Names(IReadOnlyList<string> patterns) =>
            patterns.Any(pattern => Glob.Parse(pattern, request.Context, hasVariables: false).Matches(request.Action, ignoreCase: true));

        return statement.Actions is { } actions ? Names(actions) : Names(statement.NotActions!).Not();
    }

    private static Truth Resource(Statement statement, AccessRequest request, bool hasVariables)
    {
        if (statement.Resources is { } resources)
            return Names(resources);
        // AWS's pages say that a variable without a value matches nothing, and that its statement is invalid: for NotResource these differ.
        // See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
        return statement.NotResources is { } not ? not.Any(pattern => Parsed(pattern).IsNothing) ? Names(not).Not().Perhaps() : Names(not).Not() : Truth.Yes;

        Glob Parsed(string pattern) => Glob.Parse(pattern, request.Context, hasVariables);

        Truth Names(IReadOnlyList<string> patterns) => patterns.Any(pattern => Name(Parsed(pattern)));

        Truth Name(Glob pattern) => pattern.IsRun ? Truth.Yes
            : request.NeedsAnyResource ? Truth.No
            : request.Resources.Count == 0 ? Truth.Undecided
            : request.Resources.Any(arn => ArnPattern.MatchesResource(pattern, arn));
    }

    private static Truth Principal(Statement statement, AccessRequest request)
    {
        if (statement.Principals is { } principals)
            return PrincipalMatch.Names(principals, request);
        // To be left out by NotPrincipal, a session has to be named with its role and its account: a plan cannot tell.
        return statement.NotPrincipals is { } not && PrincipalMatch.Names(not, request) is not Truth.No ? Truth.Undecided : Truth.Yes;
    }
}

using PrivateInvoke.Cloud;
using PrivateInvoke.Network;

namespace PrivateInvoke.Paths.Rules;

/// <summary>The callee has to exist, with the qualifier that is asked for, in the region whose API is called.</summary>
internal static class CalleeRule
{
    private const HopKind Kind = HopKind.Callee;

    public static IEnumerable<Hop> Judge(Journey journey)
    {
        if (journey.Callee is not { } callee)
            yield break;

        if (OtherRegion(journey, callee) is { } region)
        {
            yield return Findings.Undecided(Kind, "CALLEE_IN_ANOTHER_REGION",
                $"{callee.End.Name} is in {region}, whose API an endpoint of the caller's region does not serve.", callee.End.Address);
            yield break;
        }

        yield return callee switch
        {
            { Function: null } => Findings.Undecided(Kind, "CALLEE_NOT_IN_PLAN",
                $"{callee.End.Name} is not in this plan: whether it exists and takes calls is not known."),
            { Qualifier: { } qualifier, Function: { } function } when !Has(function, qualifier) => Findings.Undecided(Kind, "QUALIFIER_NOT_IN_PLAN",
                $"{function.Address} has no alias {qualifier} in this plan.", function.Address, null,
                $"Add resource \"aws_lambda_alias\" with name = \"{qualifier}\", or call the function unqualified."),
            _ => Findings.Passed(Kind, $"{callee.End.Address} is in this plan.", callee.End.Address),
        };
    }

    private static bool Has(Function function, string qualifier) =>
        qualifier == "$LATEST" || function.FunctionAliases.Any(alias => alias.Name.Text() == qualifier);

    private static string? OtherRegion(Journey journey, CalleeReference callee)
    {
        var region = callee.Function?.Region.Text() ?? (callee.Arns is [var arn, ..] ? FunctionName.Parse(arn).Region : null);
        return region is not null && journey.Region.TryGet(out var own) && own != region ? region : null;
    }
}

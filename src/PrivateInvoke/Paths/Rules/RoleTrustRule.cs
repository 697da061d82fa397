using PrivateInvoke.Cloud;
using PrivateInvoke.Iam;
using PrivateInvoke.Network;

namespace PrivateInvoke.Paths.Rules;

/// <summary>Lambda runs a function with its role, so the role's trust policy has to let it: CreateFunction is refused otherwise.</summary>
internal static class RoleTrustRule
{
    private const HopKind Kind = HopKind.Role;
    private const string Code = "ROLE_NOT_ASSUMABLE";
    private const string Attribute = "assume_role_policy";
    private const string Lambda = "lambda.amazonaws.com";

    public static IEnumerable<Hop> Judge(ApiCall call)
    {
        Function?[] both = [call.Caller, call.Callee?.Function];
        // A function that is only looked up exists, so its role was good enough.
        return both.OfType<Function>().Where(function => function.Whole)
            .Select(function => (Function: function, Role: call.Model.Roles.Find(function.Role)))
            .DistinctBy(one => one.Role?.Address ?? one.Function.Address)
            .Select(one => one.Role is { } role ? Judge(role) : Findings.Undecided(
                Kind, Code, $"The role of {one.Function.Address} is not in this plan.", one.Function.Address, "role"));
    }

    private static Hop Judge(Role role) => role.TrustPolicy.Refusal is { } words
        ? Findings.Blocked(Kind, "MALFORMED_POLICY", $"AWS refuses the trust policy of {role.Address}: {words}", $"Correct {Attribute} of {role.Address}.", role.Address, Attribute)
        : Trusts(role) switch
        {
            Truth.Yes => Findings.Passed(Kind, $"{role.Address} trusts {Lambda}.", role.Address, Attribute),
            Truth.No => Findings.Blocked(Kind, Code,
                $"{role.Address} does not trust {Lambda}: CreateFunction answers \"The role defined for the function cannot be assumed by Lambda.\"",
                $"Allow sts:AssumeRole to Principal = {{ Service = \"{Lambda}\" }} in {Attribute} of {role.Address}.", role.Address, Attribute),
            _ => Findings.Undecided(Kind, Code, $"Whether {role.Address} trusts {Lambda} is not known.", role.Address, Attribute),
        };

    private static Truth Trusts(Role role)
    {
        if (!role.Trust.TryGet(out var document))
            return Truth.Undecided;

        var request = new AccessRequest
        {
            Action = "sts:AssumeRole",
            Resources = role.Arns,
            Principals = [],
            Context = new RequestContext { ["aws:PrincipalIsAWSService"] = ContextValue.Of(true) },
        };
        Truth Any(Effect effect) => document.Statements.Where(statement => statement.Effect == effect).Any(statement =>
            Names(statement).And((statement with { Principals = null, NotPrincipals = null }).AppliesTo(request, document.HasVariables)));
        return Any(Effect.Allow).And(Any(Effect.Deny).Not());
    }

    private static Truth Names(Statement statement) =>
        statement.Principals is { } principals ? principals.Others.Any(Names)
        : statement.NotPrincipals is { } not ? not.Others.Any(Names).Not().Perhaps()
        : Truth.No;

    private static Truth Names(string principal) =>
        principal == Lambda ? Truth.Yes
        // Everyone, and Lambda's regional names: whether AWS takes these for Lambda is not documented.
        : principal is "*" || (principal.StartsWith("lambda.", StringComparison.Ordinal) && principal.Contains(".amazonaws.com", StringComparison.Ordinal))
            ? Truth.Undecided
            : Truth.No;
}

using PrivateInvoke.Cloud;
using PrivateInvoke.Iam;
using PrivateInvoke.Network;

namespace PrivateInvoke.Paths.Rules;

/// <summary>
/// The caller's role has to allow the invoke: an explicit Deny wins, a boundary has to allow too, and in the callee's own account its
/// resource policy can allow instead.
/// </summary>
internal static class IdentityPolicyRule
{
    private const HopKind Kind = HopKind.IdentityPolicy;
    private const string Code = "IDENTITY_POLICY_DENIES";

    public static IEnumerable<Hop> Judge(ApiCall call, IReadOnlyList<Destination> destinations)
    {
        if (call.Role is not { } role)
        {
            yield return Findings.Undecided(Kind, Code, "The caller's role is not in this plan.", call.Caller.Address, "role");
            yield break;
        }

        if ((role.Boundary.TryGet(out var bound) ? role.Policies.Append(bound) : role.Policies).FirstOrDefault(policy => policy is { Refusal: not null, Attached: Truth.Yes }) is { } refused)
        {
            yield return Findings.Blocked(Kind, "MALFORMED_POLICY", $"AWS refuses the policy of {refused.Address}: {refused.Refusal}", $"Correct {refused.Attribute} of {refused.Address}.", refused.Address, refused.Attribute);
            yield break;
        }

        if (call.Callee is not { } callee)
        {
            yield return ServicePolicyRule.Identity(call, role, destinations);
            yield break;
        }

        var context = RoleContext.ForCode(call, destinations);
        AccessAnswer Ask(IReadOnlyList<string> arns) => RoleContext.AskIdentity(role, RoleContext.Request(call, InvokeAction.Name, arns, context));
        var answer = Ask(callee.Arns);
        var granted = answer.Access is Access.Allowed ? AccessAnswer.Nothing : ResourceGrants.InSameAccount(call, context, role);
        switch ((answer with { Allowed = answer.Allowed.Or(granted.Allowed) }).Access)
        {
            case Access.Allowed when answer.Allowed is not Truth.Yes:
                yield return Findings.Passed(Kind, $"The resource policy of {callee.End.Name} allows the caller ({granted.AllowedBy!.Address}).", granted.AllowedBy.Address);
                break;
            case Access.Allowed:
                foreach (var hop in Allowed(role, callee, answer, Ask))
                    yield return hop;
                break;
            case Access.ExplicitlyDenied:
                var deny = answer.DeniedBy!;
                yield return Findings.Blocked(Kind, Code,
                    InvokeAction.Refusal(call, $"with an explicit deny in {Kindof(role, deny)}"),
                    $"Take {InvokeAction.Arn(callee)} out of the Deny in {deny.Address}, or correct its condition.", deny.Address, deny.Attribute);
                break;
            case Access.ImplicitlyDenied:
                yield return ImplicitlyDenied(call, role, callee, context);
                break;
            default:
                var by = answer.Denied is Truth.Undecided ? answer.DeniedBy : answer.AllowedBy ?? granted.AllowedBy;
                yield return Findings.Undecided(Kind, Code,
                    $"Whether {role.Address} may invoke {callee.End.Name} is not known: {by?.Address ?? "a boundary"} cannot be evaluated.",
                    by?.Address ?? role.Address, by?.Attribute);
                break;
        }
    }

    private static IEnumerable<Hop> Allowed(
        Role role, CalleeReference callee, AccessAnswer answer, Func<IReadOnlyList<string>, AccessAnswer> ask)
    {
        var by = answer.AllowedBy!;
        var warned = false;
        if (InvokeAction.AllowsAnyFunction(callee, ask))
        {
            warned = true;
            yield return Findings.Warning(Kind, "INVOKE_ANY_FUNCTION",
                $"{role.Address} may invoke every function of the account ({by.Address}).",
                $"Narrow the resource to {InvokeAction.Both(callee)}.", by.Address, by.Attribute);
        }

        if (InvokeAction.MissesQualifiers(callee, ask))
        {
            warned = true;
            yield return Findings.Warning(Kind, "CALLEE_ARN_WITHOUT_QUALIFIERS",
                $"{by.Address} allows {callee.End.Name} unqualified only; an invoke of an alias or version would be refused.",
                "List both the function's ARN and ARN:*.", by.Address, by.Attribute);
        }

        if (!warned)
            yield return Findings.Passed(Kind, $"{by.Address} allows {InvokeAction.Name} on {callee.End.Name}.", by.Address, by.Attribute);
    }

    private static Hop ImplicitlyDenied(ApiCall call, Role role, CalleeReference callee, RequestContext context)
    {
        var request = RoleContext.Request(call, InvokeAction.Name, callee.Arns, context);
        if (role.Boundary.TryGet(out var boundary) && NamedPolicy.AskAll(role.Policies, request).Allowed is Truth.Yes)
            return Findings.Blocked(Kind, Code,
                InvokeAction.Refusal(call, $"because no permissions boundary allows the {InvokeAction.Name} action"),
                $"Allow {InvokeAction.Name} on {InvokeAction.Both(callee)} in {boundary.Address}.", boundary.Address, boundary.Attribute);

        return Findings.Blocked(Kind, Code,
            InvokeAction.Refusal(call, $"because no identity-based policy allows the {InvokeAction.Name} action"),
            $"Add resource \"aws_iam_role_policy\" to {role.Address} that allows {InvokeAction.Name} on {InvokeAction.Both(callee)}.", role.Address);
    }

    private static string Kindof(Role role, NamedPolicy deny) =>
        role.Boundary.TryGet(out var boundary) && boundary == deny ? "a permissions boundary" : "an identity-based policy";
}

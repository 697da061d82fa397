using PrivateInvoke.Network;

namespace PrivateInvoke.Paths.Rules;

/// <summary>A callee in another account has to let the caller in by its own policy as well.</summary>
internal static class ResourcePolicyRule
{
    private const HopKind Kind = HopKind.ResourcePolicy;
    private const string Code = "RESOURCE_POLICY_DENIES";

    public static IEnumerable<Hop> Judge(ApiCall call, IReadOnlyList<Destination> destinations)
    {
        if (call.Callee is not { } callee)
            yield break;

        var same = ResourceGrants.SameAccount(call);
        if (same is Truth.Yes)
        {
            yield return Findings.NotApplicable(Kind, "Caller and callee are of one account: the caller's own policy is enough.");
            yield break;
        }

        var allowed = callee.Function is null
            ? Truth.Undecided
            : ResourceGrants.Ask(call, RoleContext.ForCode(call, destinations)).Allowed;
        yield return (allowed, same) switch
        {
            (Truth.Yes, _) => Findings.Passed(Kind, $"The resource policy of {callee.End.Name} allows the caller.", callee.End.Address),
            (Truth.No, Truth.No) => Findings.Blocked(Kind, Code,
                InvokeAction.Refusal(call, $"because no resource-based policy allows the {InvokeAction.Name} action"),
                $"Add resource \"aws_lambda_permission\" with function_name = {callee.End.Address}.function_name, action = \"{InvokeAction.Name}\", "
                + $"principal = \"{(call.Role is { } role ? $"${{{role.Address}.arn}}" : "the caller's role ARN")}\".", callee.End.Address),
            _ => Findings.Undecided(Kind, Code, same is Truth.Undecided
                ? $"Whether {callee.End.Name} is of the caller's account is not known; another account's function needs a resource policy too."
                : $"Whether the resource policy of {callee.End.Name} allows the caller is not known.", callee.End.Address),
        };
    }
}

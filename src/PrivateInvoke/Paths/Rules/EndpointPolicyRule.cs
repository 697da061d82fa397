using PrivateInvoke.Cloud;
using PrivateInvoke.Iam;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Paths.Rules;

/// <summary>The endpoint's own policy: full access unless one is given, and then only what it says.</summary>
internal static class EndpointPolicyRule
{
    private const HopKind Kind = HopKind.EndpointPolicy;
    private const string Code = "ENDPOINT_POLICY_DENIES";

    public static IEnumerable<Hop> Judge(ApiCall call, VpcEndpoint endpoint, Destination destination)
    {
        var policy = endpoint.Policy;
        if (policy.Document is Planned<PolicyDocument>.Known { Value: var document } && ReferenceEquals(document, PolicyDocument.FullAccess))
        {
            yield return Findings.Passed(Kind, $"{endpoint.Address} has the default policy: full access.", endpoint.Address, "policy");
            yield break;
        }

        if (policy.Refusal is { } words)
        {
            yield return Findings.Blocked(Kind, "MALFORMED_POLICY", $"AWS refuses the policy of {policy.Address}: {words}", $"Correct {policy.Attribute} of {policy.Address}.", policy.Address, policy.Attribute);
            yield break;
        }

        if (call.Callee is not { } callee)
        {
            yield return ServicePolicyRule.Endpoint(call, endpoint, destination);
            yield break;
        }

        var context = RoleContext.ForCode(call, [destination]);
        AccessAnswer Ask(IReadOnlyList<string> arns) => policy.Ask(RoleContext.Request(call, InvokeAction.Name, arns, context) with { NamesEveryoneOnly = destination is Destination.ToGateway });
        var answer = Ask(callee.Arns);
        switch (answer.Access)
        {
            case Access.Allowed when InvokeAction.MissesQualifiers(callee, Ask):
                yield return Findings.Warning(Kind, "CALLEE_ARN_WITHOUT_QUALIFIERS",
                    $"{policy.Address} allows {callee.End.Name} unqualified only; an invoke of an alias or version would be refused.",
                    "List both the function's ARN and ARN:*.", policy.Address, policy.Attribute);
                break;
            case Access.Allowed:
                yield return Findings.Passed(Kind, $"{policy.Address} allows {InvokeAction.Name} on {callee.End.Name}.", policy.Address, policy.Attribute);
                break;
            case Access.ExplicitlyDenied:
                yield return Findings.Blocked(Kind, Code,
                    InvokeAction.Refusal(call, "with an explicit deny in a VPC endpoint policy"),
                    $"Take {InvokeAction.Arn(callee)} out of the Deny in {policy.Address}.", policy.Address, policy.Attribute);
                break;
            case Access.ImplicitlyDenied:
                yield return Findings.Blocked(Kind, Code,
                    InvokeAction.Refusal(call, $"because no VPC endpoint policy allows the {InvokeAction.Name} action"),
                    $"Allow {InvokeAction.Name} on {InvokeAction.Both(callee)} in {policy.Address}.", policy.Address, policy.Attribute);
                break;
            default:
                yield return Findings.Undecided(Kind, Code,
                    $"Whether {policy.Address} allows {InvokeAction.Name} on {callee.End.Name} is not known.", policy.Address, policy.Attribute);
                break;
        }
    }
}

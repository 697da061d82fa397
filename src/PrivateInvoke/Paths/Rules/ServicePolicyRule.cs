using PrivateInvoke.Cloud;
using PrivateInvoke.Iam;
using PrivateInvoke.Network;

namespace PrivateInvoke.Paths.Rules;

/// <summary>
/// Policies on the way to a service's API, where no callee says which action is needed: what the role was given has to pass, and what
/// no policy mentions is undecided, since a resource's own policy may allow it.
/// </summary>
internal static class ServicePolicyRule
{
    private const string IdentityCode = "IDENTITY_POLICY_DENIES";
    private const string EndpointCode = "ENDPOINT_POLICY_DENIES";

    public static Hop Identity(ApiCall call, Role role, IReadOnlyList<Destination> destinations)
    {
        var context = RoleContext.ForCode(call, destinations);
        if (DenyAll(call, role.Policies, context) is { } deny)
            return Findings.Blocked(HopKind.IdentityPolicy, IdentityCode,
                $"{deny.Address} denies every action of {call.Service}.", $"Narrow the Deny in {deny.Address}.", deny.Address, deny.Attribute);

        var answers = ServiceProbe.Of(call, role)
            .Select(probe => (Probe: probe, Answer: RoleContext.AskIdentity(role, probe.Request(call, context)))).ToArray();
        if (answers.FirstOrDefault(one => one.Answer.Access is Access.Allowed) is { Answer.AllowedBy: { } by } allowed)
            return Findings.Passed(HopKind.IdentityPolicy, $"{by.Address} allows {allowed.Probe.Written}.", by.Address, by.Attribute);

        return answers.FirstOrDefault(one => one.Answer is { Allowed: Truth.Yes, Denied: Truth.Undecided })
            is { Answer: { AllowedBy: { } allows, DeniedBy: { } may } } open
            ? Findings.Undecided(HopKind.IdentityPolicy, IdentityCode,
                $"{allows.Address} allows {open.Probe.Written}, but whether {may.Address} denies it is not known.", may.Address, may.Attribute)
            : Findings.Undecided(HopKind.IdentityPolicy, IdentityCode,
                $"No policy of {role.Address} is known to allow an action of {call.Service}; a resource's own policy may.", role.Address, null,
                $"Allow the actions that the code needs in an aws_iam_role_policy of {role.Address}.");
    }

    public static Hop Endpoint(ApiCall call, VpcEndpoint endpoint, Destination destination)
    {
        var policy = endpoint.Policy;
        var context = RoleContext.ForCode(call, [destination]);
        AccessRequest Told(AccessRequest request) => request with { NamesEveryoneOnly = destination is Destination.ToGateway };
        var any = Told(RoleContext.Request(call, $"{ServiceProbe.Prefix(call.Service)}:ZzAny", [], context));
        if (policy.Document.TryGet(out var document))
        {
            var allows = document.Statements.Where(statement => statement.Effect is Effect.Allow && ServiceProbe.SpeaksOf(statement, call.Service)).ToArray();
            if (allows.Length == 0 || DenyAll(call, [policy], context) is not null)
                return Findings.Blocked(HopKind.EndpointPolicy, EndpointCode, $"{policy.Address} allows no action of {call.Service}.",
                    $"Allow the actions that the code needs in {policy.Address}.", policy.Address, policy.Attribute);
            if (allows.All(statement => statement.SpeaksTo(any, document.HasVariables) is Truth.No))
                return destination is Destination.ToGateway && allows.All(statement => statement.Principals?.Aws.Contains("*") == false)
                    ? Findings.Blocked(HopKind.EndpointPolicy, "GATEWAY_POLICY_PRINCIPAL",
                        $"{policy.Address} names principals, and the policy of a gateway endpoint matches \"*\" alone: it allows nobody anything of {call.Service}.",
                        $"Write Principal = \"*\" in {policy.Address}, and name the role in a condition on aws:PrincipalArn.", policy.Address, policy.Attribute)
                    : Findings.Blocked(HopKind.EndpointPolicy, EndpointCode, $"{policy.Address} allows the caller no action of {call.Service}: its principals and conditions leave it out.",
                        $"Allow the caller in {policy.Address}.", policy.Address, policy.Attribute);
        }

        var answers = call.Role is not { } role ? []
            : ServiceProbe.Of(call, role).Select(probe => probe.Request(call, context))
                .Where(request => RoleContext.AskIdentity(role, request).Access is Access.Allowed)
                .Select(request => policy.Ask(Told(request)).Access).ToArray();
        return answers.Length > 0 && Array.TrueForAll(answers, access => access is Access.Allowed)
            ? Findings.Passed(HopKind.EndpointPolicy, $"{policy.Address} allows what the role may do with {call.Service}.", policy.Address, policy.Attribute)
            : Findings.Undecided(HopKind.EndpointPolicy, EndpointCode,
                $"Which action the caller needs is not known, and {policy.Address} is not known to allow all that the role may do.",
                policy.Address, policy.Attribute);
    }

    private static NamedPolicy? DenyAll(ApiCall call, IEnumerable<NamedPolicy> policies, RequestContext context)
    {
        var request = new ServiceProbe("", $"{ServiceProbe.Prefix(call.Service)}:ZzAny", "*").Request(call, context);
        return policies.FirstOrDefault(policy => policy.Attached is Truth.Yes && policy.Document.TryGet(out var document)
            && document.Statements.Any(statement => statement.Effect is Effect.Deny && ServiceProbe.NamesAll(statement, call.Service)
                && statement.AppliesTo(request, document.HasVariables) is Truth.Yes));
    }
}

using PrivateInvoke.Iam;
using PrivateInvoke.Network;

namespace PrivateInvoke.Paths.Rules;

/// <summary>
/// A service or resource control policy bounds every role of the accounts it is attached to, and which those are the plan seldom tells:
/// one that might stop the call leaves it undecided.
/// </summary>
internal static class OrganizationRule
{
    public static IEnumerable<Hop> Judge(Journey journey, IReadOnlyList<Way> ways)
    {
        if (journey.Model.OrganizationPolicies.Count == 0)
            return [];

        var request = RoleContext.Request(
            journey, journey.Callee is null ? $"{journey.Service}:AnyAction" : InvokeAction.Name, journey.Callee?.Arns ?? [],
            RoleContext.ForCode(journey, ways));
        return journey.Model.OrganizationPolicies.Where(policy => MayStop(policy, request)).Select(policy => Findings.Undecided(
            HopKind.IdentityPolicy, "ORGANIZATION_POLICY",
            $"{policy.Address} may be attached to the caller's account, and is not known to let {request.Action} pass there.",
            policy.Address, policy.Attribute));
    }

    // A policy of Denies alone stands beside AWS's FullAWSAccess, which allows the rest.
    private static bool MayStop(NamedPolicy policy, AccessRequest request) =>
        !policy.Document.TryGet(out var document)
        || policy.Ask(request) is not { Denied: Truth.No } answer
        || (answer.Allowed is not Truth.Yes && document.Statements.Any(statement => statement.Effect is Effect.Allow));
}

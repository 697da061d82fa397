using PrivateInvoke.Cloud;
using PrivateInvoke.Iam;
using PrivateInvoke.Network;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Paths.Rules;

/// <summary>
/// A service control policy bounds every role of the accounts that it is attached to. One that stops the call, or Lambda's own calls when
/// it puts the caller into its VPC, blocks where it is attached to the caller's account, and leaves it undecided where that is not known.
/// See https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
/// </summary>
internal static class OrganizationRule
{
    private const string Code = "ORGANIZATION_POLICY";

    public static IEnumerable<Hop> Judge(Journey journey, IReadOnlyList<Way> ways)
    {
        foreach (var one in journey.Model.OrganizationPolicies)
        {
            var policy = one.Policy;
            var attached = one.IsForResources ? Truth.Undecided : Attached(journey, one);
            var (stops, action) = Stops(journey, policy, ways);
            switch (stops.And(attached))
            {
                case Truth.Yes:
                    yield return Findings.Blocked(HopKind.IdentityPolicy, Code,
                    $"{policy.Address} is attached to the caller's account, and denies {action} there.", $"Narrow the Deny in {policy.Address}.", policy.Address, policy.Attribute);
                    break;
                case Truth.Undecided:
                    yield return Findings.Undecided(HopKind.IdentityPolicy, Code,
                    $"{policy.Address} may be attached to the caller's account, and is not known to let {action} pass there.", policy.Address, policy.Attribute);
                    break;
            }
        }
    }

    private static Truth Attached(Journey journey, OrganizationPolicy policy)
    {
        if (policy.Targets.Count == 0)
            return Truth.Undecided;

        var account = RoleContext.Account(journey);
        return policy.Targets.Any(target => target.TryGet(out var id) && ArnPattern.IsAccount(id) && account is not null
            ? ArnPattern.SameAccount(id, account)
            : Truth.Undecided);
    }

    private static (Truth Stops, string Action) Stops(Journey journey, NamedPolicy policy, IReadOnlyList<Way> ways)
    {
        var code = RoleContext.ForCode(journey, ways);
        if (!policy.Document.TryGet(out var document))
            return (Truth.Undecided, journey.Callee is null ? $"{journey.Service}:*" : InvokeAction.Name);

        // A policy of Denies alone stands beside AWS's FullAWSAccess, which allows the rest.
        var lists = document.Statements.Any(statement => statement.Effect is Effect.Allow);
        var stops = Asked(journey, document, code)
            .Select(asked => (asked.Action, Answer: policy.Ask(asked.Request), asked.Certain))
            .Select(asked => (Stops: (asked.Certain ? asked.Answer.Denied : asked.Answer.Denied.Perhaps()).Or(lists && asked.Answer.Allowed is not Truth.Yes ? Truth.Undecided : Truth.No), asked.Action))
            .ToList();
        return stops.Count == 0 ? (Truth.No, "") : stops.MaxBy(one => one.Stops);
    }

    /// <summary>What the caller's role asks for on this path. Of a service's actions, which ones the code needs is not known.</summary>
    private static IEnumerable<(string Action, AccessRequest Request, bool Certain)> Asked(Journey journey, PolicyDocument document, RequestContext code)
    {
        if (journey.Callee is { } callee)
        {
            yield return (InvokeAction.Name, RoleContext.Request(journey, InvokeAction.Name, callee.Arns, code), true);
        }
        else
        {
            var prefix = ServiceProbe.Prefix(journey.Service);
            foreach (var action in document.Statements.Where(statement => statement.Effect is Effect.Deny).SelectMany(statement => ServiceProbe.ActionsOf(statement, prefix)).Append($"{prefix}:ZzAny").Distinct())
                yield return ($"{action} of {journey.Service}", RoleContext.Request(journey, ServiceProbe.Sample(action, prefix), [], code), action is "*" || action == $"{prefix}:*");
        }

        if (journey.Caller.VpcConfig is Planned<VpcConfig>.Absent)
            yield break;
        foreach (var action in EniSetupRule.RequiredActions)
            yield return (action, RoleContext.Request(journey, action, [], RoleContext.ForSetup(journey)), true);
    }
}

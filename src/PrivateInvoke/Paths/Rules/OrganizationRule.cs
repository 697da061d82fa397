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

    public static IEnumerable<Hop> Judge(ApiCall call, IReadOnlyList<Destination> destinations)
    {
        foreach (var one in call.Model.OrganizationPolicies)
        {
            var policy = one.Policy;
            var attached = one.IsForResources ? Truth.Undecided : Attached(call, one);
            var (stops, action) = Stops(call, policy, destinations);
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

    private static Truth Attached(ApiCall call, OrganizationPolicy policy)
    {
        if (policy.Targets.Count == 0)
            return Truth.Undecided;

        var account = RoleContext.Account(call);
        return policy.Targets.Any(target => target.TryGet(out var id) && ArnPattern.IsAccount(id) && account is not null
            ? ArnPattern.SameAccount(id, account)
            : Truth.Undecided);
    }

    private static (Truth Stops, string Action) Stops(ApiCall call, NamedPolicy policy, IReadOnlyList<Destination> destinations)
    {
        var code = RoleContext.ForCode(call, destinations);
        if (!policy.Document.TryGet(out var document))
            return (Truth.Undecided, call.Callee is null ? $"{call.Service}:*" : InvokeAction.Name);

        // A policy of Denies alone stands beside AWS's FullAWSAccess, which allows the rest.
        var lists = document.Statements.Any(statement => statement.Effect is Effect.Allow);
        var stops = Asked(call, document, code)
            .Select(asked => (asked.Action, Answer: policy.Ask(asked.Request), asked.Certain))
            .Select(asked => (Stops: (asked.Certain ? asked.Answer.Denied : asked.Answer.Denied.Perhaps()).Or(lists && asked.Answer.Allowed is not Truth.Yes ? Truth.Undecided : Truth.No), asked.Action))
            .ToList();
        return stops.Count == 0 ? (Truth.No, "") : stops.MaxBy(one => one.Stops);
    }

    /// <summary>What the caller's role asks for on this path. Of a service's actions, which ones the code needs is not known.</summary>
    private static IEnumerable<(string Action, AccessRequest Request, bool Certain)> Asked(ApiCall call, PolicyDocument document, RequestContext code)
    {
        if (call.Callee is { } callee)
        {
            yield return (InvokeAction.Name, RoleContext.Request(call, InvokeAction.Name, callee.Arns, code), true);
        }
        else
        {
            var prefix = ServiceProbe.Prefix(call.Service);
            foreach (var action in document.Statements.Where(statement => statement.Effect is Effect.Deny).SelectMany(statement => ServiceProbe.ActionsOf(statement, prefix)).Append($"{prefix}:ZzAny").Distinct())
                yield return ($"{action} of {call.Service}", RoleContext.Request(call, ServiceProbe.Sample(action, prefix), [], code), action is "*" || action == $"{prefix}:*");
        }

        if (call.Caller.VpcConfig is Planned<VpcConfig>.Absent)
            yield break;
        foreach (var action in EniSetupRule.RequiredActions)
            yield return (action, RoleContext.Request(call, action, [], RoleContext.ForSetup(call)), true);
    }
}

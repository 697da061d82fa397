using PrivateInvoke.Cloud;
using PrivateInvoke.Iam;
using PrivateInvoke.Network;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Paths.Rules;

/// <summary>
/// Lambda makes the function's network interfaces with the function's role when the function is created. The call is Lambda's own:
/// lambda:SourceFunctionArn, which marks calls of the function's code, is absent.
/// </summary>
internal static class EniSetupRule
{
    private const HopKind Kind = HopKind.EniSetup;
    private const string Code = "ENI_PERMISSIONS_MISSING";

    private static readonly (string Action, bool NeedsAnyResource)[] Required =
        [("ec2:CreateNetworkInterface", false), ("ec2:DescribeNetworkInterfaces", true), ("ec2:DeleteNetworkInterface", false)];

    private static readonly (string Action, bool NeedsAnyResource)[] AskedForSince =
        [("ec2:DescribeSubnets", true), ("ec2:AssignPrivateIpAddresses", false), ("ec2:UnassignPrivateIpAddresses", false)];

    public static IEnumerable<string> RequiredActions => Required.Select(need => need.Action);

    /// <summary>
    /// A callee of a VPC of its own needs the same of its own role, else it cannot be made. What it passes is not said: the path does not
    /// go through its interfaces.
    /// </summary>
    public static IEnumerable<Hop> JudgeCallee(ApiCall call)
    {
        if (call.Callee?.Function is not { Whole: true } callee || callee.Address == call.Caller.Address || callee.VpcConfig is Planned<VpcConfig>.Absent)
            return [];

        var own = ApiCall.Of(call.Model, callee, null, call.Service);
        var isSure = callee.VpcConfig is Planned<VpcConfig>.Known;
        return (isSure ? Judge(own) : Permissions(own))
            .Where(hop => hop.Result is HopResult.Blocked or HopResult.Undecided)
            .Select(hop => isSure ? hop : hop with { Result = HopResult.Undecided, Message = $"If {callee.Address} is in a VPC: {hop.Message}" });
    }

    public static IEnumerable<Hop> Judge(ApiCall call) =>
    [
        .. SameVpcRule.Judge(call, HopKind.EniSetup, call.Caller.Address, isSubnet => isSubnet ? "subnet_ids" : "security_group_ids",
            call.Subnets, call.Security.Groups),
        .. DualStack(call),
        .. Permissions(call),
    ];

    /// <summary>Lambda takes IPv6 only where every subnet of the function has it.</summary>
    private static IEnumerable<Hop> DualStack(ApiCall call)
    {
        var single = call.Subnets.Where(subnet => subnet.Ipv6Block is Planned<string>.Absent).Select(subnet => subnet.Address).ToArray();
        if (single.Length == 0 || call.MayUseIpv6 is not Truth.Yes)
            yield break;

        yield return Findings.Blocked(Kind, "SUBNET_WITHOUT_IPV6",
            $"{call.Caller.Address} has ipv6_allowed_for_dual_stack = true, which Lambda refuses: {string.Join(", ", single)} {(single.Length == 1 ? "has" : "have")} no IPv6 block.",
            $"Set ipv6_cidr_block on {string.Join(", ", single)}, or leave ipv6_allowed_for_dual_stack out.",
            call.Caller.Address, "vpc_config");
    }

    private static IEnumerable<Hop> Permissions(ApiCall call)
    {
        if (call.Role is not { } role)
        {
            yield return Findings.Undecided(Kind, Code, $"The role of {call.Caller.Address} is not in this plan.", call.Caller.Address, "role");
            yield break;
        }

        var context = RoleContext.ForSetup(call);
        var answers = Required.Select(need => (need.Action, Answer: Ask(call, need, context))).ToArray();
        var attach = $"Attach arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole to {role.Address}.";
        if (answers.Where(need => need.Answer.Access is Access.ImplicitlyDenied or Access.ExplicitlyDenied).ToArray() is { Length: > 0 } missing)
        {
            var denied = missing[0].Answer is { Access: Access.ExplicitlyDenied, DeniedBy: { } policy } ? $" (denied by {policy.Address})" : "";
            yield return Findings.Blocked(Kind, Code,
                $"{role.Address} does not allow {Actions(missing.Select(need => need.Action))} on \"*\"{denied}, so Lambda refuses to put the function into the VPC.",
                denied.Length > 0 ? $"Add the condition ArnEquals lambda:SourceFunctionArn to the Deny, which then stops the function's code only." : attach,
                denied.Length > 0 ? missing[0].Answer.DeniedBy!.Address : role.Address);
            yield break;
        }

        if (answers.FirstOrDefault(need => need.Answer.Access is Access.Undecided) is { Action: { } unsure } open)
        {
            yield return Findings.Undecided(Kind, Code,
                $"Whether {role.Address} allows {unsure} is not known ({(open.Answer.DeniedBy ?? open.Answer.AllowedBy)?.Address}).", role.Address);
            yield break;
        }

        var since = AskedForSince.Where(need => Ask(call, need, context).Access is Access.ImplicitlyDenied or Access.ExplicitlyDenied)
            .Select(need => need.Action).ToArray();
        yield return since.Length > 0
            ? Findings.Warning(Kind, "ENI_PERMISSIONS_OUTDATED",
                $"{role.Address} does not allow {Actions(since)}, which AWS's guide asks for too.", attach, role.Address)
            : Findings.Passed(Kind, $"{role.Address} lets Lambda manage the function's network interfaces.", role.Address);
    }

    private static AccessAnswer Ask(ApiCall call, (string Action, bool NeedsAnyResource) need, RequestContext context)
    {
        // Which interface it will be is not known: a resource narrower than "*" is undecided.
        var request = RoleContext.Request(call, need.Action, [], context) with { NeedsAnyResource = need.NeedsAnyResource };
        return RoleContext.AskIdentity(call.Role!, request);
    }

    private static string Actions(IEnumerable<string> actions) => string.Join(", ", actions);
}

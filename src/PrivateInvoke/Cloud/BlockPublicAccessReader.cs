using PrivateInvoke.Network;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Cloud;

/// <summary>aws_vpc_block_public_access_options and _exclusion, and declarative policies of the organization that set the same.</summary>
internal static class BlockPublicAccessReader
{
    public static BlockPublicAccess Read(PlanIndex plan)
    {
        var options = plan.Managed("aws_vpc_block_public_access_options").FirstOrDefault();
        Planned<string> mode = options?.Values.Text("internet_gateway_block_mode").OrUnknown() ?? "off";
        var exclusions = plan.Managed("aws_vpc_block_public_access_exclusion").Select(exclusion =>
            new PublicAccessExclusion(exclusion.Values.Filled("vpc_id"), exclusion.Values.Filled("subnet_id")));

        // Which accounts a declarative policy is for, the plan does not tell; there it counts instead of what the account sets.
        return mode.Is("block-bidirectional") is not Truth.Yes && Declared(plan) is { } policy
            ? new BlockPublicAccess(policy.Address, Planned<string>.Unknown.Instance, [.. exclusions])
            : options is null ? BlockPublicAccess.Off : new BlockPublicAccess(options.Address, mode, [.. exclusions]);
    }

    /// <remarks>https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_declarative_syntax.html</remarks>
    private static PlannedResource? Declared(PlanIndex plan) => plan.All("aws_organizations_policy").FirstOrDefault(policy =>
        policy.Values.Text("type").Text() == "DECLARATIVE_POLICY_EC2"
        && policy.Values.Text("content").Text()?.Contains("block_bidirectional", StringComparison.Ordinal) is not false);
}

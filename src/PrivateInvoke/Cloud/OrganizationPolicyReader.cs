using PrivateInvoke.Iam;
using PrivateInvoke.Plan;
using PrivateInvoke.Network;

namespace PrivateInvoke.Cloud;

/// <summary>aws_organizations_policy of the two types that bound access.</summary>
internal static class OrganizationPolicyReader
{
    public static IReadOnlyList<OrganizationPolicy> Read(PlanIndex plan)
    {
        var attachments = plan.Managed("aws_organizations_policy_attachment").By("policy_id");
        return
        [
            .. plan.All("aws_organizations_policy")
                .Where(policy => policy.Values.Text("type") is not Planned<string>.Known { Value: not ("SERVICE_CONTROL_POLICY" or "RESOURCE_CONTROL_POLICY") })
                .Select(policy => new OrganizationPolicy(
                    NamedPolicy.Read(policy.Address, "content", policy.Values.Text("content").OrUnknown(), PolicyUse.Other),
                    [.. attachments.Of(Reading.Known(policy.Id)).Concat(attachments[null]).Select(attachment => attachment.Values.Text("target_id").OrUnknown())],
                    policy.Values.Text("type").Text() == "RESOURCE_CONTROL_POLICY")),
        ];
    }
}

using PrivateInvoke.Iam;
using PrivateInvoke.Network;

namespace PrivateInvoke.Cloud;

/// <summary>aws_organizations_policy of the two types that bound access.</summary>
internal static class OrganizationPolicyReader
{
    public static IReadOnlyList<NamedPolicy> Read(PlanIndex plan) =>
    [
        .. plan.All("aws_organizations_policy")
            .Where(policy => policy.Values.Text("type").Text() is null or "SERVICE_CONTROL_POLICY" or "RESOURCE_CONTROL_POLICY")
            .Select(policy => new NamedPolicy
            {
                Address = policy.Address,
                Attribute = "content",
                Document = NamedPolicy.Parse(policy.Values.Text("content").OrUnknown()),
            }),
    ];
}

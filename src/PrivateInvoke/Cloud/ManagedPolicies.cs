using PrivateInvoke.Iam;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Cloud;

/// <summary>Managed policies by ARN: the plan's own, and AWS's as far as they are known here.</summary>
internal sealed class ManagedPolicies
{
    private readonly Dictionary<string, NamedPolicy> _own = new(StringComparer.Ordinal);

    /// <param name="partition">Of the default provider's region.</param>
    public ManagedPolicies(PlanIndex plan, string partition)
    {
        foreach (var policy in plan.All("aws_iam_policy"))
        {
            var read = NamedPolicy.Read(policy.Address, "policy", policy.Values.Text("policy").OrUnknown(), PolicyUse.Identity);
            foreach (var arn in Reading.Known(policy.Arn, policy.Id, Canonical(policy, partition)))
                _own.TryAdd(arn, read);
        }
    }

    public NamedPolicy Find(Planned<string> arn, string attachment, string attribute)
    {
        if (Network.PlannedTruth.Text(arn) is { } text)
        {
            if (_own.TryGetValue(text, out var policy))
                return policy;
            if (AwsManagedPolicies.Find(text) is { } document)
                return new NamedPolicy { Address = attachment, Attribute = attribute, Document = document };
        }

        return new NamedPolicy { Address = attachment, Attribute = attribute, Document = Planned<PolicyDocument>.Unknown.Instance };
    }

    private static Planned<string> Canonical(PlannedResource policy, string partition) =>
        policy.Values.Text("path").Or("/") is Planned<string>.Known path && policy.Values.Text("name") is Planned<string>.Known name
            ? $"arn:{Reading.Partition(policy, partition)}:iam::{policy.SymbolicAccount()}:policy{path.Value}{name.Value}"
            : Planned<string>.Unknown.Instance;
}

using PrivateInvoke.Iam;
using PrivateInvoke.Network;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Cloud;

/// <summary>aws_iam_role with inline_policy, managed_policy_arns and permissions_boundary, and every resource that attaches to one.</summary>
internal static class RoleReader
{
    public static Catalog<Role> Read(PlanIndex plan, Planned<string> region)
    {
        var partition = FunctionName.Partition(region.Text() ?? "");
        var managed = new ManagedPolicies(plan, partition);
        var attached = new RoleAttachments(plan, managed);
        var roles = plan.All("aws_iam_role").Select(role => (Planned: role, Read: ReadOne(role, partition))).ToArray();
        var taken = new Lazy<HashSet<string>>(() => [.. roles.SelectMany(role => role.Read.Names())]);

        return new Catalog<Role>(roles.Select(pair =>
        {
            var (role, read) = pair;
            return read with
            {
                Policies =
                [
                    .. Own(role, managed),
                    .. attached.Of([.. read.Names()], role.Values.Text("name"), taken, InlineNames(role), ManagedArns(role)),
                ],
                Boundary = role.Values.Filled("permissions_boundary") switch
                {
                    Planned<string>.Absent when !role.IsData => Planned<NamedPolicy>.Absent.Instance,
                    var arn => managed.Find(arn, role.Address, "permissions_boundary"),
                },
            };
        }));
    }

    /// <summary>
    /// What the role's own attributes name. Each of the two is the whole list: an apply takes away what another resource adds.
    /// See https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_role#inline_policy
    /// </summary>
    /// <returns>Null where the role does not set it.</returns>
    private static HashSet<string?>? InlineNames(PlannedResource role) => role.IsData ? null : role.Values.Blocks("inline_policy").Match<HashSet<string?>?>(
        blocks => blocks.Count == 0 ? null : [.. blocks.Select(block => block.Text("name").Text()).OfType<string>()], () => [], () => null);

    private static HashSet<string?>? ManagedArns(PlannedResource role) => role.IsData ? null : role.Values.Texts("managed_policy_arns").Match<HashSet<string?>?>(
        arns => [.. arns.Select(arn => arn.Text()).OfType<string>()], () => [], () => null);

    private static Role ReadOne(PlannedResource role, string partition)
    {
        var name = role.Values.Text("name").OrUnknown();
        var path = role.Values.Text("path").Or("/");
        var arn = role.Arn.Text();
        var known = name.TryGet(out var n) && path.TryGet(out var p) ? $"arn:{Reading.Partition(role, partition)}:iam::{role.SymbolicAccount()}:role{p}{n}" : null;
        var symbolic = role.Symbols.ContainsKey("arn") || arn is null;
        // A name that is set to something not known could be any that a policy writes.
        string[] arns = symbolic && role.Values.Text("name") is Planned<string>.Unknown
            ? []
            : [.. new[] { arn, symbolic ? known : null }.OfType<string>().Distinct()];
        return new Role
        {
            Address = role.Address,
            Id = role.Id,
            Whole = !role.IsData,
            Name = name,
            Arns = arns,
            Aliases = [.. Reading.Known(name, role.Computed("name"), role.Arn), .. arns],
            TrustPolicy = NamedPolicy.Read(role.Address, "assume_role_policy", role.Values.Text("assume_role_policy").OrUnknown(), PolicyUse.Trust),
            Tags = role.Values["tags_all"] is PlannedValue.Object ? role.Values.Map("tags_all") : role.Values.Map("tags"),
        };
    }

    private static IEnumerable<NamedPolicy> Own(PlannedResource role, ManagedPolicies managed)
    {
        var unknown = new NamedPolicy { Address = role.Address, Document = Planned<PolicyDocument>.Unknown.Instance };
        // What is attached to a role that the plan does not make is not in the plan.
        if (role.IsData)
            yield return unknown;

        foreach (var policy in role.Values.Blocks("inline_policy").Match(
            blocks => blocks.Where(block => block["policy"] is not PlannedValue.Absent).Select(block => NamedPolicy.Read(role.Address, "inline_policy", block.Text("policy"), PolicyUse.Identity)),
            () => [unknown with { Attribute = "inline_policy" }],
            () => []))
            yield return policy;

        foreach (var arn in role.Values.Members("managed_policy_arns"))
            yield return managed.Find(arn, role.Address, "managed_policy_arns");
    }
}

using PrivateInvoke.Iam;
using PrivateInvoke.Network;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Cloud;

/// <summary>
/// Policies by the role that they are attached to by resources of their own, under null where that is not known. An _exclusive resource, and
/// the role's own inline_policy and managed_policy_arns, attach what they list and detach the rest: whether that comes before or after what
/// is attached elsewhere, nothing says.
/// </summary>
internal sealed class RoleAttachments
{
    private readonly ILookup<string?, Attachment> _attached;
    private readonly ILookup<string?, PlannedResource> _exclusiveManaged;
    private readonly ILookup<string?, PlannedResource> _exclusiveInline;
    private readonly ManagedPolicies _managed;

    public RoleAttachments(PlanIndex plan, ManagedPolicies managed)
    {
        _managed = managed;
        _exclusiveManaged = plan.Managed("aws_iam_role_policy_attachments_exclusive").By("role_name");
        _exclusiveInline = plan.Managed("aws_iam_role_policies_exclusive").By("role_name");
        var inline = plan.Managed("aws_iam_role_policy").Select(policy => (
            Role: policy.Values.Text("role").Text(),
            Attachment: new Attachment(policy.Computed("name"), IsInline: true, policy.Values.Filled("name") is Planned<string>.Absent, NamedPolicy.Read(policy.Address, "policy", policy.Values.Text("policy").OrUnknown(), PolicyUse.Identity))));
        var single = plan.Managed("aws_iam_role_policy_attachment").Select(attachment => (
            Role: attachment.Values.Text("role").Text(),
            Attachment: Managed(attachment)));
        var shared = plan.Managed("aws_iam_policy_attachment").SelectMany(attachment => attachment.Values.Members("roles").Select(role => (
            Role: role.Text(),
            Attachment: Managed(attachment))));
        _attached = inline.Concat(single).Concat(shared).ToLookup(pair => pair.Role, pair => pair.Attachment);
    }

    /// <param name="names">What the role is known by.</param>
    /// <param name="name">Its name as the configuration sets it.</param>
    /// <param name="taken">Every name that a role of the plan has.</param>
    /// <param name="ownInline">The names of the role's own inline_policy, null where it sets none.</param>
    /// <param name="ownManaged">The role's own managed_policy_arns, null where it sets none.</param>
    public IEnumerable<NamedPolicy> Of(
        IReadOnlyList<string> names, Planned<string> name, Lazy<HashSet<string>> taken, HashSet<string?>? ownInline, HashSet<string?>? ownManaged)
    {
        // Where only the plan's other roles are out of the question, what is joined to no known role may be this one's.
        var (kept, others) = (Listed(_exclusiveManaged, "policy_arns"), Listed(_exclusiveInline, "policy_names"));
        var attached = _attached.Of(names).ToArray();
        var strays = _attached.PerhapsOf(name, taken).ToArray();
        // Two inline policies of one name are one, which the last to be written gives.
        bool IsWrittenTwice(Attachment one) => attached.Concat(strays).Any(other => !ReferenceEquals(other, one) && one.MayReplace(other));
        foreach (var attachment in attached)
        {
            var key = attachment.Key.Text();
            var stays = (attachment.IsInline ? others : kept)?.Contains(key) != false && (attachment.IsInline ? ownInline : ownManaged)?.Contains(key) != false
                && !IsWrittenTwice(attachment);
            yield return stays ? attachment.Policy : Perhaps(attachment.Policy);
        }

        foreach (var stray in strays)
            yield return Perhaps(stray.Policy);

        foreach (var policy in _exclusiveManaged.Of(names).SelectMany(Listing))
            yield return policy;

        foreach (var policy in _exclusiveManaged.PerhapsOf(name, taken).SelectMany(Listing))
            yield return Perhaps(policy);

        // Null where nothing is exclusive; one that may be another role's says nothing of what it leaves.
        HashSet<string?>? Listed(ILookup<string?, PlannedResource> exclusive, string attribute) =>
            exclusive.Of(names).ToArray() is { Length: > 0 } here
                ? [.. here.SelectMany(one => one.Values.Members(attribute)).OfType<Planned<string>.Known>().Select(known => known.Value)]
                : exclusive.PerhapsOf(name, taken).Any() ? [] : null;
    }

    private IEnumerable<NamedPolicy> Listing(PlannedResource exclusive) =>
        exclusive.Values.Members("policy_arns").Select(arn => _managed.Find(arn, exclusive.Address, "policy_arns"));

    private Attachment Managed(PlannedResource attachment)
    {
        var arn = attachment.Values.Text("policy_arn");
        return new Attachment(arn, IsInline: false, HasOwnName: true, _managed.Find(arn, attachment.Address, "policy_arn"));
    }

    private static NamedPolicy Perhaps(NamedPolicy policy) => policy with { Attached = Truth.Undecided };

    /// <param name="Key">The inline policy's name, the managed one's ARN.</param>
    /// <param name="HasOwnName">Whether the provider makes the name, which no other has then.</param>
    private sealed record Attachment(Planned<string> Key, bool IsInline, bool HasOwnName, NamedPolicy Policy)
    {
        /// <summary>Whether both may write the inline policy of one name.</summary>
        public bool MayReplace(Attachment other) => IsInline && other.IsInline && !HasOwnName && !other.HasOwnName && Key.Same(other.Key) is not Truth.No;
    }
}

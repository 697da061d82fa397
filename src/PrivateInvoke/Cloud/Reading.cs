using PrivateInvoke.Iam;
using PrivateInvoke.Network;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Cloud;

/// <summary>What the readers share: joins and shapes.</summary>
internal static class Reading
{
    private static readonly Planned<string>.Absent Absent = Planned<string>.Absent.Instance;

    /// <summary>Older providers write an unset string of a nested block as "".</summary>
    public static Planned<string> Filled(this PlannedObject values, string attribute) =>
        values.Text(attribute) is Planned<string>.Known { Value: "" } ? Absent : values.Text(attribute);

    public static Planned<Cidr> Block(this PlannedObject values, string attribute) => values.Filled(attribute) switch
    {
        Planned<string>.Known known => Cidr.TryParse(known.Value, out var block) ? block : Planned<Cidr>.Unknown.Instance,
        Planned<string>.Unknown => Planned<Cidr>.Unknown.Instance,
        _ => Planned<Cidr>.Absent.Instance,
    };

    /// <summary>A list's members; a list that is not known is one member that is not known.</summary>
    public static IReadOnlyList<Planned<string>> Members(this Planned<IReadOnlyList<Planned<string>>> list) =>
        list.Match(known => known, () => [Planned<string>.Unknown.Instance], () => []);

    public static IReadOnlyList<Planned<string>> Members(this PlannedObject values, string attribute) => values.Texts(attribute).Members();

    public static IReadOnlyList<string> Known(params Planned<string>[] texts) =>
        [.. texts.OfType<Planned<string>.Known>().Select(known => known.Value)];

    /// <summary>Resources by the id that one of their attributes names; those whose id is not known stand under null.</summary>
    public static ILookup<string?, PlannedResource> By(this IEnumerable<PlannedResource> resources, string attribute) =>
        resources.ToLookup(resource => resource.Values.Text(attribute).Text());

    /// <summary>Everything joined to a thing by any of its names.</summary>
    public static IEnumerable<TItem> Of<TItem>(this ILookup<string?, TItem> joined, IEnumerable<string> names) =>
        names.Distinct().SelectMany(name => joined[name]);

    /// <summary>
    /// What may be joined to a thing: what is joined to nothing known, and, when the thing's own name is set to something not
    /// known, what is joined to a name that nothing has.
    /// </summary>
    public static IEnumerable<TItem> PerhapsOf<TItem>(this ILookup<string?, TItem> joined, Planned<string> name, Lazy<HashSet<string>> taken) =>
        name is Planned<string>.Unknown
            ? joined.Where(group => group.Key is null || !taken.Value.Contains(group.Key)).SelectMany(group => group)
            : joined[null];

    public static IEnumerable<string> Names(this CloudResource resource) =>
        resource.Id.Text() is { } id ? resource.Aliases.Prepend(id) : resource.Aliases;

    /// <summary>The account in a resource's symbolic ARN, which is its provider's where that is known.</summary>
    public static string SymbolicAccount(this PlannedResource resource) =>
        resource.Symbols.GetValueOrDefault("arn")?.Split(':', 6) is [_, _, _, _, var account, _] && ArnPattern.IsAccount(account)
            ? account
            : PlanDocument.SymbolicAccount;

    /// <summary>The partition in a resource's symbolic ARN, or the given one.</summary>
    public static string Partition(PlannedResource resource, string other) =>
        resource.Symbols.GetValueOrDefault("arn")?.Split(':', 3) is ["arn", var partition, _] ? partition : other;

    public static Planned<string> OrUnknown(this Planned<string> value) =>
        value is Planned<string>.Absent ? Planned<string>.Unknown.Instance : value;
}

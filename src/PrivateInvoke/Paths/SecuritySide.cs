using PrivateInvoke.Cloud;
using PrivateInvoke.Network;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Paths;

/// <summary>The security groups on one side of a connection.</summary>
/// <param name="Ids">Every name they go by, with one unknown for each that is not known.</param>
/// <param name="Groups">Those whose rules the plan holds.</param>
/// <param name="Complete">False when there is one whose rules it does not.</param>
internal sealed record SecuritySide(IReadOnlyList<Planned<string>> Ids, IReadOnlyList<SecurityGroup> Groups, bool Complete)
{
    public static readonly SecuritySide Empty = new([], [], Complete: false);

    public static SecuritySide Of(CloudModel model, IReadOnlyList<Planned<string>> ids)
    {
        var names = new List<Planned<string>>();
        var groups = new List<SecurityGroup>();
        foreach (var id in ids)
        {
            names.Add(id);
            if (model.SecurityGroups.Find(id) is not { } group)
                continue;
            groups.Add(group);
            names.AddRange(group.Names().Select(name => (Planned<string>)name));
        }

        return new SecuritySide(names, groups, ids.Count > 0 && groups.Count == ids.Count);
    }

    /// <summary>A group with rules of one direction in two places; null where there is none.</summary>
    public SecurityGroup? InTwoPlaces(Func<SecurityGroup, RuleSet> rules) => Groups.FirstOrDefault(group => rules(group).InTwoPlaces);

    /// <summary>With the rules alone that every apply leaves.</summary>
    public SecuritySide Lasting => this with
    {
        Groups = [.. Groups.Select(group => group with { Egress = group.Egress.Lasting(group.Address), Ingress = group.Ingress.Lasting(group.Address) })],
    };

    public Truth LetsOut(Traffic traffic) => Passes(traffic, group => group.Egress);

    public Truth LetsIn(Traffic traffic) => Passes(traffic, group => group.Ingress);

    /// <summary>What messages call it: the addresses of its groups.</summary>
    public string Label => Groups.Count == 0 ? "security groups not in this plan" : string.Join(", ", Groups.Select(group => group.Address));

    /// <summary>The address to look at and to mend.</summary>
    public string? Address => Groups is [var first, ..] ? first.Address : null;

    /// <summary>How Terraform refers to the first group.</summary>
    public string Reference => (Groups.Count > 0 ? Groups[0] : null) switch
    {
        null => "the group's id",
        { IsAwsDefault: true } group => group.Address.Replace("'s default security group", ".default_security_group_id", StringComparison.Ordinal),
        { Whole: false } group when group.Address == group.Id.Text() => $"\"{group.Address}\"",
        var group => $"{group.Address}.id",
    };

    // An interface's groups add up: one that lets it pass is enough.
    private Truth Passes(Traffic traffic, Func<SecurityGroup, RuleSet> rules)
    {
        var answer = Groups.Any(group => traffic.Passes(rules(group), group.Id));
        return Complete ? answer : answer.Or(Truth.Undecided);
    }
}

namespace PrivateInvoke.Network;

/// <summary>The rules of one direction of one group.</summary>
public sealed class RuleSet
{
    public static readonly RuleSet None = new() { Rules = [] };

    private PeerIndex? _index;
    private PeerIndex? _perhapsIndex;

    public required IReadOnlyList<TrafficRule> Rules { get; init; }

    /// <summary>Rules in the plan whose group is not known: they may belong here.</summary>
    public IReadOnlyList<TrafficRule> Perhaps { get; init; } = [];

    /// <summary>False when the group may have rules that the plan does not show.</summary>
    public bool Complete { get; init; } = true;

    /// <summary>
    /// Whether the group's own blocks, or an empty list, stand beside rules that are resources of their own: each apply takes away what the
    /// other made. See https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/security_group
    /// </summary>
    public bool InTwoPlaces { get; init; }

    /// <summary>
    /// The rules that every apply leaves: of a group with rules in two places its own blocks. An apply of the group takes away the rules that
    /// are resources, and an apply of these makes them again.
    /// </summary>
    /// <param name="group">The group's address.</param>
    internal RuleSet Lasting(string group) => InTwoPlaces
        ? new RuleSet { Rules = [.. Rules.Where(rule => rule.Address == group)], Complete = Complete }
        : this;

    internal bool Speaks(string address) => Rules.Any(rule => rule.Address == address) || Perhaps.Any(rule => rule.Address == address);

    /// <summary>The same set without the rules that one resource holds.</summary>
    internal RuleSet Without(string address) => new()
    {
        Rules = [.. Rules.Where(rule => rule.Address != address)],
        Perhaps = [.. Perhaps.Where(rule => rule.Address != address)],
        Complete = Complete,
        InTwoPlaces = InTwoPlaces && Rules.Where(rule => rule.Address != address).Select(rule => rule.Address).Distinct().Count() > 1,
    };

    internal PeerIndex PeersOf(int port) => _index is { } made && made.Port == port ? made : _index = new PeerIndex(Rules, port);

    internal PeerIndex PerhapsPeersOf(int port) =>
        _perhapsIndex is { } made && made.Port == port ? made : _perhapsIndex = new PeerIndex(Perhaps, port);
}

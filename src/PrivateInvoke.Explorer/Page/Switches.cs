using System.Globalization;
using System.Text.RegularExpressions;
using PrivateInvoke.Cloud;
using PrivateInvoke.Explorer.Map;
using PrivateInvoke.Network;
using PrivateInvoke.Paths;

namespace PrivateInvoke.Explorer.Page;

/// <summary>Something of the configuration that can be switched off to see what comes of it.</summary>
/// <param name="Key">An address; with <see cref="PrivateDns"/> or <c>#egress[0]</c>, an attribute or a block of one.</param>
/// <param name="What">What it is, in the field's words.</param>
public sealed partial record Switch(string Key, string What)
{
    private const string PrivateDns = "#private_dns_enabled";

    /// <summary>What lies around a path, in the order in which a request meets it.</summary>
    public static IReadOnlyList<Switch> Around(CloudModel model, InvokePath path)
    {
        if (path.Caller.Address is not { } address || model.Functions.Find(address) is not { } caller)
            return [];

        var around = PathSurroundings.Of(model, path);
        var subnets = around.CallerSubnets.Concat(around.EndpointSubnets).Concat(around.Nats.Select(nat => nat.Subnet)).ToArray();
        var found = new List<Switch>();
        if (around.Endpoint is { } endpoint && endpoint.PrivateDns.IsTrue() is Truth.Yes)
            found.Add(new($"{endpoint.Address}{PrivateDns}", "private DNS"));
        Rules(around.CallerGroups, group => group.Egress, "egress", around.EndpointGroups);
        foreach (var acl in subnets.Select(subnet => subnet.NetworkAcl).Distinct().Select(model.NetworkAcls.Find).OfType<NetworkAcl>())
        {
            Add(acl.Address, "egress", acl.Egress.Entries, entry => entry.Address, Words);
            Add(acl.Address, "ingress", acl.Ingress.Entries, entry => entry.Address, Words);
        }

        foreach (var table in subnets.Select(subnet => subnet.RouteTable).Distinct().Select(model.RouteTables.Find).OfType<RouteTable>())
            Add(table.Address, "route", table.Routes, route => route.Address, route => route.Target is RouteTarget.Local ? null : "route");
        found.AddRange(around.Nats.Select(nat => new Switch(nat.Address, "NAT gateway")));
        Rules(around.EndpointGroups, group => group.Ingress, "ingress", around.CallerGroups);
        if (around.EndpointPolicy is { } policy)
            found.Add(new(policy, "endpoint policy"));
        if (around.Endpoint is { } whole)
            found.Add(new(whole.Address, "interface endpoint"));
        found.AddRange(model.Roles.Find(caller.Role)?.Policies.Select(held => new Switch(held.Address, "role’s policy")) ?? []);
        if (path.Callee.Address is { } callee)
            found.AddRange(model.Functions.Find(callee)?.Grants.Select(grant => new Switch(grant.Address, "permission")) ?? []);

        // A policy inside a role has the role's address, and what AWS makes by itself none of its own.
        return [.. found.DistinctBy(one => one.Key).Where(one => model.Roles.Find(one.Key) is null && !one.Key.Contains("'s ", StringComparison.Ordinal))];

        static string Words(AclEntry entry) => entry.Allows.IsTrue() is Truth.Yes ? "network ACL allows" : "network ACL denies";

        void Rules(IEnumerable<string> groups, Func<SecurityGroup, RuleSet> rules, string direction, IReadOnlyList<string> others)
        {
            foreach (var group in groups.Select(model.SecurityGroups.Find).OfType<SecurityGroup>())
                Add(group.Address, direction, rules(group).Rules, rule => rule.Address, rule => IsForOthers(rule, others) ? null : $"{direction} rule");
        }

        // An endpoint that everybody uses has a rule for each caller's group.
        bool IsForOthers(TrafficRule rule, IReadOnlyList<string> groups) => groups.Count > 0 && rule.Peers.Count > 0
            && rule.Peers.All(peer => peer is Peer.Group named && model.SecurityGroups.Find(named.Id) is { } other && !groups.Contains(other.Address));

        // A block inside a resource has that one's address: its place among the blocks tells it from the others.
        void Add<T>(string holder, string block, IEnumerable<T> all, Func<T, string> addressOf, Func<T, string?> what)
        {
            var blocks = 0;
            foreach (var one in all.Where(one => addressOf(one).Length > 0))
            {
                var key = addressOf(one) == holder ? $"{holder}#{block}[{blocks++}]" : addressOf(one);
                if (what(one) is { } words)
                    found.Add(new Switch(key, words));
            }
        }
    }

    /// <summary>The model as if the configuration had not had these; a key that nothing has changes nothing.</summary>
    public static CloudModel Off(CloudModel model, IEnumerable<string> keys) =>
        // The last block first: those before it keep their places.
        keys.OrderByDescending(key => Block().Match(key) is { Success: true } block ? IndexOf(block) : -1).Aggregate(model, Without);

    private static CloudModel Without(CloudModel model, string key)
    {
        if (Block().Match(key) is { Success: true } block)
            return Without(model, block.Groups["holder"].Value, block.Groups["name"].Value, IndexOf(block));
        if (!key.EndsWith(PrivateDns, StringComparison.Ordinal))
            return model.Without(key);
        return model.Endpoints.Find(key[..^PrivateDns.Length]) is { } endpoint ? model with { Endpoints = model.Endpoints.With(endpoint with { PrivateDns = false }) } : model;
    }

    private static CloudModel Without(CloudModel model, string holder, string block, int index)
    {
        if (model.SecurityGroups.Find(holder) is { } group)
            return model with { SecurityGroups = model.SecurityGroups.With(block == "egress" ? group with { Egress = Rest(group.Egress) } : group with { Ingress = Rest(group.Ingress) }) };
        if (model.RouteTables.Find(holder) is { } table)
            return model with { RouteTables = model.RouteTables.With(table with { Routes = Others(table.Routes, route => route.Address) }) };
        return model.NetworkAcls.Find(holder) is { } acl
            ? model with { NetworkAcls = model.NetworkAcls.With(block == "egress" ? acl with { Egress = Entries(acl.Egress) } : acl with { Ingress = Entries(acl.Ingress) }) }
            : model;

        RuleSet Rest(RuleSet set) => new() { Rules = Others(set.Rules, rule => rule.Address), Perhaps = set.Perhaps, Complete = set.Complete, InTwoPlaces = set.InTwoPlaces };

        AclRules Entries(AclRules rules) => rules with { Entries = Others(rules.Entries, entry => entry.Address) };

        IReadOnlyList<T> Others<T>(IReadOnlyList<T> all, Func<T, string> addressOf)
        {
            var at = all.Index().Where(pair => addressOf(pair.Item) == holder).Select(pair => pair.Index).Skip(index).FirstOrDefault(-1);
            return [.. all.Where((_, i) => i != at)];
        }
    }

    private static int IndexOf(Match block) => int.Parse(block.Groups["index"].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<holder>.+)#(?<name>egress|ingress|route)\[(?<index>\d{1,4})\]$")]
    private static partial Regex Block();

    /// <summary>What the change would be in the configuration, as a diff.</summary>
    public static IReadOnlyList<string> Diff(string key)
    {
        var inside = Block().Match(key);
        var (address, isFlag) = key.EndsWith(PrivateDns, StringComparison.Ordinal) ? (key[..^PrivateDns.Length], true) : (inside.Success ? inside.Groups["holder"].Value : key, false);
        var parts = Shortened.Typed(address).Split('.', 2);
        var block = parts is [var type, var name] ? $"resource \"{type}\" \"{name.Split('[')[0]}\" {{" : address;
        return isFlag
            ? [$"  {block}", "-   private_dns_enabled = true", "+   private_dns_enabled = false", "  }"]
            : inside.Success ? [$"  {block}", $"-   {inside.Groups["name"].Value} {{", "-     …", "-   }", "  }"]
            : [$"- {block}", "-   …", "- }"];
    }
}

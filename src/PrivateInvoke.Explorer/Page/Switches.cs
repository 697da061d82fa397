using PrivateInvoke.Cloud;
using PrivateInvoke.Explorer.Map;
using PrivateInvoke.Network;
using PrivateInvoke.Paths;

namespace PrivateInvoke.Explorer.Page;

/// <summary>Something of the configuration that can be switched off to see what comes of it.</summary>
/// <param name="Key">An address, or <see cref="PrivateDns"/> of one.</param>
/// <param name="What">What it is, in the field's words.</param>
public sealed record Switch(string Key, string What)
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
        Rules(around.CallerGroups, group => group.Egress, "egress rule");
        found.AddRange(subnets.Select(subnet => subnet.NetworkAcl).Distinct().Select(model.NetworkAcls.Find).OfType<NetworkAcl>()
            .SelectMany(acl => acl.Egress.Entries.Concat(acl.Ingress.Entries)).Where(entry => entry.Address.Length > 0)
            .Select(entry => new Switch(entry.Address, entry.Allows.IsTrue() is Truth.Yes ? "network ACL allows" : "network ACL denies")));
        found.AddRange(subnets.Select(subnet => subnet.RouteTable).Distinct().Select(model.RouteTables.Find).OfType<RouteTable>()
            .SelectMany(table => table.Routes).Where(route => route.Target is not RouteTarget.Local).Select(route => new Switch(route.Address, "route")));
        found.AddRange(around.Nats.Select(nat => new Switch(nat.Address, "NAT gateway")));
        Rules(around.EndpointGroups, group => group.Ingress, "ingress rule");
        if (around.EndpointPolicy is { } policy)
            found.Add(new(policy, "endpoint policy"));
        if (around.Endpoint is { } whole)
            found.Add(new(whole.Address, "interface endpoint"));
        found.AddRange(model.Roles.Find(caller.Role)?.Policies.Select(held => new Switch(held.Address, "role’s policy")) ?? []);
        if (path.Callee.Address is { } callee)
            found.AddRange(model.Functions.Find(callee)?.Grants.Select(grant => new Switch(grant.Address, "permission")) ?? []);

        // A block inside a resource has that one's address, and so cannot be taken out alone.
        return [.. found.DistinctBy(one => one.Key).Where(one => one.Key.Contains(PrivateDns, StringComparison.Ordinal) || IsWhole(one.Key, one.What))];

        void Rules(IEnumerable<string> groups, Func<SecurityGroup, RuleSet> rules, string what) => found.AddRange(
            groups.Select(model.SecurityGroups.Find).OfType<SecurityGroup>().SelectMany(group => rules(group).Rules).Select(rule => new Switch(rule.Address, what)));

        bool IsWhole(string key, string what) => what switch
        {
            "egress rule" or "ingress rule" => model.SecurityGroups.Find(key) is null,
            "route" => model.RouteTables.Find(key) is null,
            "network ACL allows" or "network ACL denies" => model.NetworkAcls.Find(key) is null,
            "role’s policy" => model.Roles.Find(key) is null,
            _ => true,
        };
    }

    /// <summary>The model as if the configuration had not had these; a key that nothing has changes nothing.</summary>
    public static CloudModel Off(CloudModel model, IEnumerable<string> keys) => keys.Aggregate(model, (changed, key) =>
        !key.EndsWith(PrivateDns, StringComparison.Ordinal) ? changed.Without(key)
        : changed.Endpoints.Find(key[..^PrivateDns.Length]) is { } endpoint ? changed with { Endpoints = changed.Endpoints.With(endpoint with { PrivateDns = false }) }
        : changed);

    /// <summary>What the change would be in the configuration, as a diff.</summary>
    public static IReadOnlyList<string> Diff(string key)
    {
        var (address, isFlag) = key.EndsWith(PrivateDns, StringComparison.Ordinal) ? (key[..^PrivateDns.Length], true) : (key, false);
        var parts = Shortened.Typed(address).Split('.', 2);
        var block = parts is [var type, var name] ? $"resource \"{type}\" \"{name.Split('[')[0]}\" {{" : address;
        return isFlag
            ? [$"  {block}", "-   private_dns_enabled = true", "+   private_dns_enabled = false", "  }"]
            : [$"- {block}", "-   …", "- }"];
    }
}

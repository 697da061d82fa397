using System.Globalization;
using System.Text.RegularExpressions;
using PrivateInvoke.Cloud;
using PrivateInvoke.Explorer.Map;
using PrivateInvoke.Iam;
using PrivateInvoke.Network;
using PrivateInvoke.Paths;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Explorer.Page;

/// <summary>Something of the configuration that can be switched to see what comes of it.</summary>
/// <param name="Key">
/// An address, or a part of one: <c>#egress[0]</c> is a block, <c>#statement[0]</c> a statement of a policy, <c>#private_dns_enabled=false</c>
/// an attribute with the value that it would have.
/// </param>
/// <param name="What">What it is, in the field's words.</param>
public sealed partial record Switch(string Key, string What)
{
    private const string PrivateDns = "private_dns_enabled";
    private const string DnsSupport = "enable_dns_support";
    private const string DnsHostnames = "enable_dns_hostnames";

    /// <summary>Whether the plan has it, or has it on.</summary>
    public bool IsOn { get; init; } = true;

    /// <summary>As it is shown: without the value that it would have.</summary>
    public string Name => (Flag().Match(Key) is { Success: true } flag ? $"{flag.Groups["holder"].Value}#{flag.Groups["name"].Value}" : Key).Replace("#", " · ", StringComparison.Ordinal);

    /// <summary>What lies around a path, in the order in which a request meets it.</summary>
    public static IReadOnlyList<Switch> Around(CloudModel model, InvokePath path)
    {
        if (path.Caller.Address is not { } address || model.Functions.Find(address) is not { } caller)
            return [];

        var around = PathSurroundings.Of(model, path);
        var subnets = around.CallerSubnets.Concat(around.EndpointSubnets).Concat(around.Nats.Select(nat => nat.Subnet)).ToArray();
        var found = new List<Switch>();
        if (around.Endpoint is { } endpoint)
            AddFlag(endpoint.Address, PrivateDns, endpoint.PrivateDns, "private DNS");
        if (around.Vpc is { } vpc)
        {
            AddFlag(vpc.Address, DnsSupport, vpc.DnsSupport, "DNS support");
            AddFlag(vpc.Address, DnsHostnames, vpc.DnsHostnames, "DNS host names");
        }

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
        {
            AddStatements([whole.Policy], 1);
            found.Add(new(whole.Address, "interface endpoint"));
        }

        foreach (var held in (model.Roles.Find(caller.Role)?.Policies ?? []).GroupBy(held => held.Address))
        {
            found.Add(new Switch(held.Key, "role’s policy"));
            // What is attached may be AWS's, and is whole in any case.
            if (!Shortened.Typed(held.Key).StartsWith("aws_iam_role_policy_attachment", StringComparison.Ordinal))
                AddStatements([.. held], 2);
        }

        if (path.Callee.Address is { } callee)
            found.AddRange(model.Functions.Find(callee)?.Grants.Select(grant => new Switch(grant.Address, "permission")) ?? []);

        // A policy inside a role has the role's address, and what AWS makes by itself none of its own.
        return [.. found.DistinctBy(one => one.Key).Where(one => model.Roles.Find(one.Key) is null && !one.Key.Contains("'s ", StringComparison.Ordinal))];

        static string StatementWords(Statement statement) => string.Join(' ', new[]
        {
            statement.Sid, $"{statement.Effect}",
            statement.Actions is { } actions ? string.Join(", ", actions) : $"all but {string.Join(", ", statement.NotActions ?? [])}",
        }.Where(word => word is { Length: > 0 }));

        static string Words(AclEntry entry) => entry.Allows.IsTrue() is Truth.Yes ? "network ACL allows" : "network ACL denies";

        void AddFlag(string holder, string name, Planned<bool> planned, string what)
        {
            if (planned.TryGet(out var isOn))
                found.Add(new Switch($"{holder}#{name}={(isOn ? "false" : "true")}", what) { IsOn = isOn });
        }

        // With fewer, the policy's own switch is theirs.
        void AddStatements(IReadOnlyList<NamedPolicy> policies, int least)
        {
            var statements = policies.SelectMany(StatementsOf).ToArray();
            if (statements.Length >= least && policies[0].Address.Length > 0)
                found.AddRange(statements.Select((statement, i) => new Switch($"{policies[0].Address}#statement[{i}]", StatementWords(statement))));
        }

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

    /// <summary>The model as if the configuration had these switched; a key that nothing has changes nothing.</summary>
    public static CloudModel Off(CloudModel model, IEnumerable<string> keys) =>
        // The last block first: those before it keep their places.
        keys.OrderByDescending(key => Block().Match(key) is { Success: true } block ? IndexOf(block) : -1).Aggregate(model, Apply);

    private static CloudModel Apply(CloudModel model, string key)
    {
        if (Block().Match(key) is { Success: true } block)
            return Without(model, block.Groups["holder"].Value, block.Groups["name"].Value, IndexOf(block));
        if (Flag().Match(key) is not { Success: true } flag)
            return model.Without(key);

        var (holder, value) = (flag.Groups["holder"].Value, flag.Groups["value"].Value == "true");
        return flag.Groups["name"].Value switch
        {
            PrivateDns when model.Endpoints.Find(holder) is { } endpoint => model with { Endpoints = model.Endpoints.With(endpoint with { PrivateDns = value }) },
            DnsSupport when model.Vpcs.Find(holder) is { } vpc => model with { Vpcs = model.Vpcs.With(vpc with { DnsSupport = value }) },
            DnsHostnames when model.Vpcs.Find(holder) is { } vpc => model with { Vpcs = model.Vpcs.With(vpc with { DnsHostnames = value }) },
            _ => model,
        };
    }

    private static CloudModel Without(CloudModel model, string holder, string block, int index)
    {
        if (block == "statement")
            return WithoutStatement(model, holder, index);
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

    private static CloudModel WithoutStatement(CloudModel model, string policy, int index)
    {
        foreach (var endpoint in model.Endpoints.Where(endpoint => endpoint.Policy.Address == policy))
            model = model with { Endpoints = model.Endpoints.With(endpoint with { Policy = Rest([endpoint.Policy])[0] }) };
        foreach (var role in model.Roles.Where(role => role.Policies.Any(held => held.Address == policy)))
            model = model with { Roles = model.Roles.With(role with { Policies = Rest(role.Policies) }) };
        return model;

        // One resource may hold several policies: their statements are counted together.
        IReadOnlyList<NamedPolicy> Rest(IReadOnlyList<NamedPolicy> policies)
        {
            var before = 0;
            return
            [
                .. policies.Select(held =>
                {
                    if (held.Address != policy || !held.Document.TryGet(out var document))
                        return held;

                    var at = index - before;
                    before += document.Statements.Count;
                    return held with { Document = document with { Statements = [.. document.Statements.Where((_, i) => i != at)] } };
                }),
            ];
        }
    }

    /// <summary>Those of the configuration: AWS's default policy is written nowhere.</summary>
    private static IReadOnlyList<Statement> StatementsOf(NamedPolicy policy) =>
        policy.Document.TryGet(out var document) && !ReferenceEquals(document, PolicyDocument.FullAccess) ? document.Statements : [];

    private static int IndexOf(Match block) => int.Parse(block.Groups["index"].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<holder>.+)#(?<name>egress|ingress|route|statement)\[(?<index>\d{1,4})\]$")]
    private static partial Regex Block();

    [GeneratedRegex(@"^(?<holder>.+)#(?<name>\w+)=(?<value>true|false)$")]
    private static partial Regex Flag();

    /// <summary>What the change would be in the configuration, as a diff.</summary>
    public static IReadOnlyList<string> Diff(string key)
    {
        var (part, flag) = (Block().Match(key), Flag().Match(key));
        var address = part.Success ? part.Groups["holder"].Value : flag.Success ? flag.Groups["holder"].Value : key;
        var parts = Shortened.Typed(address).Split('.', 2);
        var block = parts is [var type, var name] ? $"resource \"{type}\" \"{name.Split('[')[0]}\" {{" : address;
        if (flag.Success)
        {
            var (attribute, isOn) = (flag.Groups["name"].Value, flag.Groups["value"].Value == "true");
            return [$"  {block}", $"-   {attribute} = {(isOn ? "false" : "true")}", $"+   {attribute} = {(isOn ? "true" : "false")}", "  }"];
        }

        return !part.Success ? [$"- {block}", "-   …", "- }"]
            : part.Groups["name"].Value == "statement" ? [$"  {block}", "    policy = …", $"-     Statement[{part.Groups["index"].Value}]", "  }"]
            : [$"  {block}", $"-   {part.Groups["name"].Value} {{", "-     …", "-   }", "  }"];
    }
}

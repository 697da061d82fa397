using System.Text;
using System.Text.Json;

namespace PrivateInvoke.Terraform.Stacks;

/// <summary>
/// How the id of a resource is looked up: by a data source, and by what no second one has where it is. Where it is, is in the state: so what
/// is found is the stack's own.
/// </summary>
internal sealed record ImportLookup(IReadOnlyList<(string Name, string Value)> Arguments)
{
    /// <summary>By type: a data source, and arguments of it with the attributes that they are given. One with a hyphen is a filter.</summary>
    private static readonly Dictionary<string, (string Data, (string Argument, string Attribute)[] Arguments)> Found = new()
    {
        ["aws_default_security_group"] = ("aws_security_group", [("vpc_id", "vpc_id"), ("name", "=default")]),
        ["aws_internet_gateway"] = ("aws_internet_gateway", [("attachment.vpc-id", "vpc_id")]),
        ["aws_nat_gateway"] = ("aws_nat_gateway", [("subnet_id", "subnet_id")]),
        ["aws_security_group"] = ("aws_security_group", [("vpc_id", "vpc_id"), ("name", "name")]),
        ["aws_subnet"] = ("aws_subnet", [("vpc_id", "vpc_id"), ("cidr_block", "cidr_block")]),
        ["aws_vpc_endpoint"] = ("aws_vpc_endpoint", [("vpc_id", "vpc_id"), ("service_name", "service_name")]),
    };

    /// <summary>A rule has one of them.</summary>
    private static readonly string[] Peers = ["cidr_ipv4", "cidr_ipv6", "prefix_list_id", "referenced_security_group_id"];

    private static readonly string[] Ports = ["from_port", "to_port"];

    private const string Rules = "aws_vpc_security_group_rules";

    private const string OneRule = "aws_vpc_security_group_rule";

    /// <summary>The data source's type; null is the resource's own.</summary>
    public string? Data { get; init; }

    /// <summary>Tags that it has, all of them.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>Of a security group's rule, the condition that it alone fulfils among those of its group; null for anything else.</summary>
    public string? Rule { get; init; }

    /// <param name="after">The resource's attributes as they are planned.</param>
    /// <returns>Null where it cannot be looked up.</returns>
    public static ImportLookup? Of(string type, JsonElement after)
    {
        if (type is "aws_vpc_security_group_egress_rule" or "aws_vpc_security_group_ingress_rule")
            return OfRule(after, isEgress: type == "aws_vpc_security_group_egress_rule");

        // A VPC has several route tables, which nothing but their tags tells apart.
        if (type == "aws_route_table")
        {
            return UiEvent.Text(after, "vpc_id") is { Length: > 0 } vpc && TagsOf(after) is { Count: > 0 } tags
                ? new ImportLookup([("vpc_id", vpc)]) { Tags = tags }
                : null;
        }

        if (!Found.TryGetValue(type, out var found))
            return null;

        var arguments = found.Arguments
            .Select(pair => (pair.Argument, pair.Attribute is ['=', .. var text] ? text : UiEvent.Text(after, pair.Attribute))).ToArray();
        return arguments.All(pair => pair.Item2.Length > 0) ? new ImportLookup(arguments) { Data = found.Data == type ? null : found.Data } : null;
    }

    /// <summary>The id, as an expression.</summary>
    /// <param name="name">The data source's.</param>
    public string Expression(string type, string name) => Rule is null
        ? $"data.{Data ?? type}.{name}.id"
        : $"one([for id, rule in data.{OneRule}.{name} : id if {Rule}])";

    /// <summary>The data source, or the two of a rule: all of its group, and each of them.</summary>
    public void Write(StringBuilder text, string type, string name)
    {
        text.Append($"data {HclText.Quote(Rule is null ? Data ?? type : Rules)} {HclText.Quote(name)} {{\n");
        foreach (var (argument, value) in Arguments)
        {
            text.Append(argument.Contains('-', StringComparison.Ordinal)
                ? $"  filter {{\n    name   = {HclText.Quote(argument)}\n    values = [{HclText.Quote(value)}]\n  }}\n"
                : $"  {argument} = {HclText.Quote(value)}\n");
        }

        if (Tags.Count > 0)
            text.Append($"  tags = {{ {string.Join(", ", Tags.Select(tag => $"{HclText.Quote(tag.Key)} = {HclText.Quote(tag.Value)}"))} }}\n");
        text.Append("}\n\n");
        if (Rule is not null)
            text.Append($"data \"{OneRule}\" {HclText.Quote(name)} {{\n  for_each               = toset(data.{Rules}.{name}.ids)\n  security_group_rule_id = each.value\n}}\n\n");
    }

    private static ImportLookup? OfRule(JsonElement after, bool isEgress)
    {
        var peer = Peers.Select(name => (Name: name, Value: UiEvent.Text(after, name))).FirstOrDefault(pair => pair.Value.Length > 0);
        if (UiEvent.Text(after, "security_group_id") is not { Length: > 0 } group || peer.Name is null)
            return null;

        List<string> conditions =
        [
            $"rule.is_egress == {(isEgress ? "true" : "false")}",
            $"rule.ip_protocol == {HclText.Quote(UiEvent.Text(after, "ip_protocol") is "all" ? "-1" : UiEvent.Text(after, "ip_protocol"))}",

            // A group of another account has its account before it.
            peer.Name == "referenced_security_group_id"
                ? $"try(reverse(split(\"/\", rule.{peer.Name}))[0], \"\") == {HclText.Quote(peer.Value[(peer.Value.LastIndexOf('/') + 1)..])}"
                : $"rule.{peer.Name} == {HclText.Quote(peer.Value)}",
        ];

        // All ports have none.
        conditions.AddRange(Ports
            .Where(port => after.TryGetProperty(port, out var value) && value.ValueKind == JsonValueKind.Number)
            .Select(port => $"rule.{port} == {after.GetProperty(port).GetRawText()}"));
        return new ImportLookup([("group-id", group)]) { Rule = string.Join(" && ", conditions) };
    }

    private static Dictionary<string, string> TagsOf(JsonElement after) =>
        after.TryGetProperty("tags", out var tags) && tags.ValueKind == JsonValueKind.Object
            ? tags.EnumerateObject().ToDictionary(tag => tag.Name, tag => tag.Value.GetString() ?? "")
            : [];
}

using System.Text.Json;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Fixes;

/// <summary>What an expression of one module can name: its own resources. Values of a plan are written as that module would write them.</summary>
internal sealed class ModuleScope
{
    private readonly string _module;
    private readonly Dictionary<string, PlannedResource> _resources;
    private readonly PlannedResource? _identity;
    private readonly Dictionary<string, (PlannedResource Resource, string Attribute)> _symbols = [];
    private readonly HashSet<string> _taken = [];

    public ModuleScope(PlanDocument plan, string module)
    {
        _module = module;
        _resources = plan.Resources.DistinctBy(resource => resource.Address).ToDictionary(resource => resource.Address);
        _identity = plan.Resources.FirstOrDefault(resource => resource is { IsData: true, Type: "aws_caller_identity" } && InstanceOf(resource) == module);
        foreach (var resource in plan.Resources)
        {
            foreach (var (attribute, symbol) in resource.Symbols.Where(symbol => IsUnmistakable(resource, symbol.Value)))
                _symbols.TryAdd(symbol, (resource, attribute));
        }
    }

    public bool Has(string address) => _resources.ContainsKey(address) || _taken.Contains(address);

    /// <summary>Nothing else gets this address.</summary>
    public void Take(string address) => _taken.Add(address);

    /// <summary>The module that a resource is in; null where the plan has no such resource, or only looks it up.</summary>
    public static string? ModuleOf(PlanDocument plan, string address) =>
        plan.Resources.FirstOrDefault(resource => resource.Address == address && !resource.IsData) is { } resource ? InstanceOf(resource) : null;

    /// <returns>Null where the module cannot name it, or its value is not in the plan.</returns>
    public Argument? Refer(string name, string address, string attribute) =>
        _resources.TryGetValue(address, out var resource) && Expression(resource, attribute) is { } expression && ValueOf(resource, attribute) is { } value
            ? new Argument(name, expression, value)
            : null;

    /// <summary>A value as the module would write it; null where it is not known, or made of another module's resources.</summary>
    public string? Write(PlannedValue value) => value switch
    {
        PlannedValue.Text text => Text(text.Value),
        PlannedValue.Number number => number.Value.ToString(System.Globalization.CultureInfo.InvariantCulture),
        PlannedValue.Flag flag => flag.Value ? "true" : "false",
        PlannedValue.Absent => "null",
        PlannedValue.List list => All(list.Items) is { } items ? HclWriter.List(items) : null,
        PlannedValue.Object map => Members(map.Value, withAbsent: true) is { } members ? HclWriter.Object(members) : null,
        _ => null,
    };

    /// <summary>Objects as blocks of the name; what is not set is left out.</summary>
    public string? WriteBlocks(string name, PlannedValue value)
    {
        var blocks = value is PlannedValue.List list ? list.Items : [value];
        var written = new List<string>();
        foreach (var block in blocks)
        {
            if (block is not PlannedValue.Object { Value: var body } || Members(body, withAbsent: false) is not { } members)
                return null;
            written.Add(HclWriter.Block(name, [.. members.Select(member => new Argument(member.Name, member.Hcl, PlannedValue.Absent.Instance))]).TrimEnd());
        }

        return string.Join("\n\n", written);
    }

    /// <summary>A policy document as <c>jsonencode</c> of an object.</summary>
    public string? WriteJson(string json)
    {
        using var document = JsonDocument.Parse(json);
        return WriteJson(document.RootElement) is { } written ? $"jsonencode({written})" : null;
    }

    private string? WriteJson(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                var members = value.EnumerateObject().Select(member => (member.Name, Hcl: WriteJson(member.Value)!)).ToArray();
                return members.Any(member => member.Hcl is null) ? null : HclWriter.Object(members);
            case JsonValueKind.Array:
                var items = value.EnumerateArray().Select(WriteJson).ToArray();
                return items.Contains(null) ? null : HclWriter.List(items!);
            case JsonValueKind.String:
                return Text(value.GetString()!);
            default:
                return value.GetRawText();
        }
    }

    private string[]? All(IReadOnlyList<PlannedValue> items)
    {
        var written = items.Select(Write).OfType<string>().ToArray();
        return written.Length == items.Count ? written : null;
    }

    private (string Name, string Hcl)[]? Members(PlannedObject body, bool withAbsent)
    {
        var members = body.Attributes
            .Where(pair => withAbsent || pair.Value is not (PlannedValue.Absent or PlannedValue.List { Items.Count: 0 } or PlannedValue.Text { Value: "" }))
            .Select(pair => (Name: pair.Key, Hcl: Write(pair.Value)!)).ToArray();
        return members.Any(member => member.Hcl is null) ? null : members;
    }

    private string? Text(string text)
    {
        if (_symbols.TryGetValue(text, out var whole))
            return Expression(whole.Resource, whole.Attribute);

        var parts = HclWriter.Escaped(text);
        foreach (var (symbol, at) in _symbols.Where(pair => text.Contains(pair.Key, StringComparison.Ordinal)).OrderByDescending(pair => pair.Key.Length))
        {
            if (Expression(at.Resource, at.Attribute) is not { } expression)
                return null;
            parts = parts.Replace(HclWriter.Escaped(symbol), $"${{{expression}}}", StringComparison.Ordinal);
        }

        // What stands for an account that is not known is no account; where the module asks who it is, that is one.
        return !parts.Contains(PlanDocument.SymbolicAccount, StringComparison.Ordinal) ? $"\"{parts}\""
            : _identity is null ? null
            : $"\"{parts.Replace(PlanDocument.SymbolicAccount, $"${{{Expression(_identity, "account_id")}}}", StringComparison.Ordinal)}\"";
    }

    private string? Expression(PlannedResource resource, string attribute) =>
        InstanceOf(resource) == _module ? $"{(_module.Length == 0 ? resource.Address : resource.Address[(_module.Length + 1)..])}.{attribute}"
            .Replace(".dns_entry.", ".dns_entry[0].", StringComparison.Ordinal) : null;

    private static PlannedValue.Text? ValueOf(PlannedResource resource, string attribute) =>
        resource.Values[attribute] is PlannedValue.Text known ? known
        : resource.Symbols.TryGetValue(attribute, out var symbol) ? new PlannedValue.Text(symbol)
        : null;

    /// <summary>A symbol that is a plain name says nothing of where a text came from.</summary>
    private static bool IsUnmistakable(PlannedResource resource, string symbol) =>
        symbol.Length > 8 && !resource.Values.Attributes.Values.Any(value => value is PlannedValue.Text text && text.Value == symbol);

    /// <summary><c>module.network[0]</c>, keys included.</summary>
    public static string InstanceOf(PlannedResource resource)
    {
        var type = resource.Address.LastIndexOf($"{(resource.IsData ? "data." : "")}{resource.Type}.", StringComparison.Ordinal);
        return type > 0 ? resource.Address[..(type - 1)] : "";
    }
}

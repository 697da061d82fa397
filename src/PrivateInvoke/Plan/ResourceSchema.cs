using System.Text.Json;

namespace PrivateInvoke.Plan;

/// <summary>What a provider can fill in of one resource type, or of one of its nested blocks.</summary>
/// <param name="Computed">Attributes that the provider may set. Any other attribute has its value from the configuration alone.</param>
internal sealed record ResourceSchema(
    IReadOnlyDictionary<string, ComputedAttribute> Computed,
    IReadOnlyDictionary<string, ResourceSchema> Blocks)
{
    public static readonly ResourceSchema Empty =
        new(new Dictionary<string, ComputedAttribute>(), new Dictionary<string, ResourceSchema>());

    /// <param name="block">
    /// <c>{"attributes":{"id":{"type":"string","optional":true,"computed":true}},"block_types":{"timeouts":{"block":{}}}}</c>
    /// </param>
    public static ResourceSchema Read(JsonElement block)
    {
        var computed = new Dictionary<string, ComputedAttribute>();
        foreach (var attribute in Members(block, "attributes"))
        {
            if (Flag(attribute.Value, "computed"))
                computed[attribute.Name] = new ComputedAttribute(
                    Flag(attribute.Value, "optional"),
                    attribute.Value.TryGetProperty("type", out var type) ? AttributeType.Read(type) : AttributeType.Other.Instance);
        }

        return new ResourceSchema(computed, Members(block, "block_types").ToDictionary(
            nested => nested.Name, nested => Read(nested.Value.GetProperty("block")).WithoutEmptyBlocks()));
    }

    private bool IsEmpty => Computed.Count == 0 && Blocks.Count == 0;

    /// <summary>Some types nest dozens of blocks that the provider fills in nothing of; which ones they are matters at the top only.</summary>
    private ResourceSchema WithoutEmptyBlocks() => this with { Blocks = Blocks.Where(pair => !pair.Value.IsEmpty).ToDictionary() };

    private static JsonElement.ObjectEnumerator Members(JsonElement json, string name) =>
        json.TryGetProperty(name, out var members) ? members.EnumerateObject() : default;

    private static bool Flag(JsonElement json, string name) => json.TryGetProperty(name, out var flag) && flag.GetBoolean();
}

/// <param name="IsOptional">The configuration may set it too.</param>
internal sealed record ComputedAttribute(bool IsOptional, AttributeType Type);

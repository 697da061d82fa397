using System.Text.Json;

namespace PrivateInvoke.Terraform;

/// <summary>One file of a module, <c>.tf</c> or <c>.tf.json</c>.</summary>
public sealed record HclFile(string Path, string Text, IReadOnlyList<HclBlock> Blocks, IReadOnlyList<string> Strings)
{
    public static bool IsModuleFile(string path) =>
        path.EndsWith(".tf", StringComparison.Ordinal) || path.EndsWith(".tf.json", StringComparison.Ordinal);

    public static HclFile Read(string path)
    {
        var text = File.ReadAllText(path);
        if (path.EndsWith(".json", StringComparison.Ordinal))
            return new HclFile(path, text, JsonBlocks(text), []);

        var (blocks, strings) = HclScanner.Scan(text);
        return new HclFile(path, text, blocks, strings);
    }

    /// <summary>
    /// The blocks of JSON syntax that a workspace has to know of: providers, modules and what <c>terraform</c> requires. A file that is
    /// not JSON has none: terraform itself says so.
    /// </summary>
    private static List<HclBlock> JsonBlocks(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? [.. document.RootElement.EnumerateObject().SelectMany(top => Labelled(top.Name, top.Value))]
                : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static IEnumerable<HclBlock> Labelled(string type, JsonElement value) => type switch
    {
        "provider" or "module" or "variable" when value.ValueKind == JsonValueKind.Object => value.EnumerateObject().SelectMany(
            item => Bodies(item.Value).Select(body => Block(type, [item.Name], body))),
        "resource" or "data" when value.ValueKind == JsonValueKind.Object => value.EnumerateObject().SelectMany(
            item => item.Value.EnumerateObject().Select(named => Block(type, [item.Name, named.Name], named.Value))),
        _ => Bodies(value).Select(body => Block(type, [], body)),
    };

    private static IEnumerable<JsonElement> Bodies(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];

    private static HclBlock Block(string type, IReadOnlyList<string> labels, JsonElement body) => new()
    {
        Type = type,
        Labels = labels,
        Attributes = body.ValueKind == JsonValueKind.Object
            ? body.EnumerateObject().ToDictionary(property => property.Name, property => property.Value.GetRawText())
            : new Dictionary<string, string>(),
    };
}

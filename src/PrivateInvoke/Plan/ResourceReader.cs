using System.Text.Json;
using PrivateInvoke.Plan.InlineCopies;

namespace PrivateInvoke.Plan;

/// <summary>One resource instance out of a plan's <c>resource_changes</c> or a state's <c>resources</c>.</summary>
internal static class ResourceReader
{
    /// <summary>Null for what will not be there after the apply.</summary>
    /// <param name="json">
    /// <c>{"address":"…","module_address":"…","mode":"managed","type":"…","name":"…","change":{"actions":["create"],"after":{},…}}</c>
    /// </param>
    public static RawResource? FromChange(JsonElement json)
    {
        var change = json.GetProperty("change");
        if (change.TryGetProperty("actions", out var actions) && actions.GetArrayLength() == 1 && actions[0].GetString() is "delete" or "forget"
            || json.TryGetProperty("deposed", out _))
            return null;

        return Read(json, ValueReader.ReadObject(Tree(change, "after"), Tree(change, "after_unknown"), Tree(change, "after_sensitive")));
    }

    /// <summary>What others tell of too, as it is before the apply, where that changes or deletes it; null for any other.</summary>
    public static RawResource? Former(JsonElement json)
    {
        var change = json.GetProperty("change");
        return InlineCopy.All.Contains(Text(json, "type"))
            && change.TryGetProperty("actions", out var actions) && actions.EnumerateArray().Any(action => action.GetString() is "delete" or "update")
            && !json.TryGetProperty("deposed", out _) && Tree(change, "before") is { ValueKind: JsonValueKind.Object } before
            ? Read(json, ValueReader.ReadObject(before, default, Tree(change, "before_sensitive")))
            : null;
    }

    /// <param name="json"><c>{"address":"…","mode":"data","type":"…","name":"…","values":{},"sensitive_values":{}}</c></param>
    public static RawResource FromState(JsonElement json)
    {
        var resource = Read(json, ValueReader.ReadObject(Tree(json, "values"), default, Tree(json, "sensitive_values")));
        var local = resource.Address.LastIndexOf($"{(resource.IsData ? "data." : "")}{resource.Type}.{resource.Name}", StringComparison.Ordinal);
        return resource with { Module = local > 0 ? resource.Address[..(local - 1)] : "" };
    }

    private static RawResource Read(JsonElement json, PlannedObject values) => new()
    {
        Address = Text(json, "address"),
        Type = Text(json, "type"),
        Name = Text(json, "name"),
        Module = Text(json, "module_address"),
        IsData = Text(json, "mode") == "data",
        Values = WithoutEmptyTexts(values),
    };

    /// <summary>What nothing sets is an empty text in a state, for most of the provider's resources, and null in a plan.</summary>
    private static PlannedObject WithoutEmptyTexts(PlannedObject values) => new(values.Attributes.ToDictionary(
        pair => pair.Key, pair => pair.Value is PlannedValue.Text { Value: "" } ? PlannedValue.Absent.Instance : pair.Value));

    private static string Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static JsonElement Tree(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value : default;
}

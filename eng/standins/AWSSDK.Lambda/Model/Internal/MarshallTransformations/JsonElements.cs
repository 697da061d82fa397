using System.Text.Json;

namespace Amazon.Lambda.Model.Internal.MarshallTransformations;

/// <summary>Members by name; null for one that is missing or null.</summary>
internal static class JsonElements
{
    public static JsonElement? Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null
            ? member
            : null;

    public static string String(this JsonElement element, string name) => element.Member(name)?.ToString();

    public static int? Integer(this JsonElement element, string name) => element.Member(name)?.GetInt32();

    public static List<string> Strings(this JsonElement element, string name) =>
        element.Member(name)?.EnumerateArray().Select(item => item.GetString()).ToList();

    public static Dictionary<string, string> Texts(this JsonElement element, string name) =>
        element.Member(name)?.EnumerateObject().ToDictionary(item => item.Name, item => item.Value.GetString());
}

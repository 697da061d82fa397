using System.Text.Json;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Terraform.Planning;

/// <summary>
/// Settled plans by the key of what they were made from, as JSON. Sensitive values are not in a settled plan, and so not in the file.
/// </summary>
internal sealed class PlanCache(string folder)
{
    private const int Kept = 8;

    public (PlanDocument Plan, IReadOnlyList<TerraformDiagnostic> Diagnostics)? Load(string key)
    {
        try
        {
            if (DigestedFile.Read(PathOf(key)) is not { } kept)
                return null;

            using var document = JsonDocument.Parse(kept);
            var diagnostics = document.RootElement.GetProperty("diagnostics").EnumerateArray().Select(TerraformDiagnostic.Read);
            return (Read(document.RootElement), [.. diagnostics]);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    public void Store(string key, PlanDocument plan, IReadOnlyList<TerraformDiagnostic> diagnostics)
    {
        using var text = new MemoryStream();
        Write(text, plan, diagnostics);
        DigestedFile.Write(PathOf(key), text.ToArray());
        foreach (var old in new DirectoryInfo(folder).EnumerateFiles("*.plan").OrderByDescending(file => file.LastWriteTimeUtc).Skip(Kept))
        {
            old.Delete();
            FindingsOf(Path.GetFileNameWithoutExtension(old.Name)).Drop();
        }
    }

    public PlanFindings FindingsOf(string key) => new(folder, key);

    private string PathOf(string key) => Path.Combine(folder, $"{key}.plan");

    private static void Write(Stream stream, PlanDocument plan, IReadOnlyList<TerraformDiagnostic> diagnostics)
    {
        using var json = new Utf8JsonWriter(stream);
        json.WriteStartObject();
        json.WriteBoolean("settled", plan.IsSettled);
        if (plan.Region is Planned<string>.Known region)
            json.WriteString("region", region.Value);

        json.WritePropertyName("outputs");
        PlanCodec.Write(json, new PlannedObject(plan.Outputs));
        WriteTexts(json, "symbols", plan.Symbols);
        json.WriteStartArray("resources");
        foreach (var resource in plan.Resources)
        {
            json.WriteStartObject();
            json.WriteString("address", resource.Address);
            json.WriteString("type", resource.Type);
            json.WriteString("module", resource.Module);
            json.WriteBoolean("data", resource.IsData);
            json.WritePropertyName("values");
            PlanCodec.Write(json, resource.Values);
            WriteTexts(json, "symbols", resource.Symbols);
            WriteTexts(json, "mentions", resource.Mentions);
            WriteTexts(json, "written", resource.Written);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("diagnostics");
        foreach (var diagnostic in diagnostics)
            diagnostic.Write(json);

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static PlanDocument Read(JsonElement json) => new()
    {
        IsSettled = json.GetProperty("settled").GetBoolean(),
        Region = json.TryGetProperty("region", out var region) ? region.GetString()! : Planned<string>.Unknown.Instance,
        Outputs = PlanCodec.ReadObject(json.GetProperty("outputs")).Attributes,
        Symbols = ReadTexts(json.GetProperty("symbols")),
        Resources =
        [
            .. json.GetProperty("resources").EnumerateArray().Select(resource => new PlannedResource
            {
                Address = resource.GetProperty("address").GetString()!,
                Type = resource.GetProperty("type").GetString()!,
                Module = resource.GetProperty("module").GetString()!,
                IsData = resource.GetProperty("data").GetBoolean(),
                Values = PlanCodec.ReadObject(resource.GetProperty("values")),
                Symbols = ReadTexts(resource.GetProperty("symbols")),
                Mentions = ReadList(resource.GetProperty("mentions")),
                Written = ReadList(resource.GetProperty("written")),
            }),
        ],
    };

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, string> texts)
    {
        json.WriteStartObject(name);
        foreach (var (key, value) in texts)
            json.WriteString(key, value);

        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);

        json.WriteEndArray();
    }

    private static IReadOnlyList<string> ReadList(JsonElement json) => [.. json.EnumerateArray().Select(text => text.GetString()!)];

    private static Dictionary<string, string> ReadTexts(JsonElement json) =>
        json.EnumerateObject().ToDictionary(property => property.Name, property => property.Value.GetString()!);
}

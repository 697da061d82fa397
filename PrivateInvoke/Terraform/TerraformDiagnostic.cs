using System.Text.Json;

namespace PrivateInvoke.Terraform;

public enum TerraformSeverity
{
    Warning,
    Error,
}

/// <summary>What Terraform says about a configuration, from its JSON; <see cref="Detail"/> may have several lines.</summary>
public sealed record TerraformDiagnostic
{
    public required TerraformSeverity Severity { get; init; }

    public required string Summary { get; init; }

    public string Detail { get; init; } = "";

    /// <summary>The resource instance it is about, where Terraform names one.</summary>
    public string? Address { get; init; }

    /// <summary>Relative to the folder that terraform ran in.</summary>
    public string? File { get; init; }

    /// <summary>From 1; 0 without a file.</summary>
    public int Line { get; init; }

    public bool IsError => Severity == TerraformSeverity.Error;

    /// <summary>Summary and detail in one line.</summary>
    public string Text => Detail.Length == 0
        ? Summary
        : $"{Summary}: {string.Join(' ', Detail.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))}";

    /// <param name="json"><c>{"severity":"error","summary":"…","detail":"…","address":"…","range":{"filename":"main.tf","start":{"line":3}}}</c></param>
    public static TerraformDiagnostic Read(JsonElement json)
    {
        var range = json.TryGetProperty("range", out var found) && found.ValueKind == JsonValueKind.Object ? found : default;

        return new TerraformDiagnostic
        {
            Severity = Text(json, "severity") == "warning" ? TerraformSeverity.Warning : TerraformSeverity.Error,
            Summary = Text(json, "summary") ?? "",
            Detail = Text(json, "detail") ?? "",
            Address = Text(json, "address"),
            File = range.ValueKind == JsonValueKind.Object ? Text(range, "filename") : null,
            Line = range.ValueKind == JsonValueKind.Object && range.TryGetProperty("start", out var start) &&
                start.TryGetProperty("line", out var line) ? line.GetInt32() : 0,
        };

        static string? Text(JsonElement element, string name) =>
            element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }

    /// <summary>The reverse of <see cref="Read"/>.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("severity", IsError ? "error" : "warning");
        json.WriteString("summary", Summary);
        json.WriteString("detail", Detail);
        if (Address is not null)
            json.WriteString("address", Address);

        if (File is not null)
        {
            json.WriteStartObject("range");
            json.WriteString("filename", File);
            json.WriteStartObject("start");
            json.WriteNumber("line", Line);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}

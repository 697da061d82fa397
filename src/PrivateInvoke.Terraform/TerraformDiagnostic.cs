using System.Text.Json;
using PrivateInvoke.Plan;

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

    /// <summary>The function whose call failed, where it is about one; its name begins at <see cref="Offset"/>.</summary>
    public string? Function { get; init; }

    /// <summary>In bytes from the file's beginning.</summary>
    public int Offset { get; init; }

    /// <summary>Of a data source that could not be read: the type of it; null where it is about something else.</summary>
    public string? DataType => Address is not null && ModuleAddress.WithoutKeys(Address).Split('.') is [.., "data", var type, _] ? type : null;

    public bool IsError => Severity == TerraformSeverity.Error;

    /// <summary>Summary and detail in one line.</summary>
    public string Text => Detail.Length == 0
        ? Summary
        : $"{Summary}: {string.Join(' ', Detail.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))}";

    /// <param name="json"><c>{"severity":"error","summary":"…","detail":"…","address":"…","range":{"filename":"main.tf","start":{"line":3}}}</c></param>
    public static TerraformDiagnostic Read(JsonElement json)
    {
        var range = Inner(json, "range");
        var start = Inner(range, "start");

        return new TerraformDiagnostic
        {
            Severity = Text(json, "severity") == "warning" ? TerraformSeverity.Warning : TerraformSeverity.Error,
            Summary = Text(json, "summary") ?? "",
            Detail = Text(json, "detail") ?? "",
            Address = Text(json, "address"),
            File = range.ValueKind == JsonValueKind.Object ? Text(range, "filename") : null,
            Line = Number(start, "line"),
            Offset = Number(start, "byte"),
            Function = Inner(Inner(json, "snippet"), "function_call") is { ValueKind: JsonValueKind.Object } call ? Text(call, "called_as") : null,
        };

        static JsonElement Inner(JsonElement element, string name) =>
            element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

        static int Number(JsonElement element, string name) =>
            Inner(element, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number) ? number : 0;

        static string? Text(JsonElement element, string name) =>
            element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }

    /// <summary>The reverse of <see cref="Read"/>, but for what only a failed command is asked.</summary>
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

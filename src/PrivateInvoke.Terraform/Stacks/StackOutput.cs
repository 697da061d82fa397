using System.Text.Encodings.Web;
using System.Text.Json;

namespace PrivateInvoke.Terraform.Stacks;

/// <summary>An output of the root module. Only <see cref="Value"/> and <see cref="Text"/> show a sensitive one.</summary>
public sealed record StackOutput(JsonElement Value, bool IsSensitive)
{
    private static readonly JsonSerializerOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>For an environment variable: a string as it is, null as nothing, anything else as JSON of one line.</summary>
    public string Text => Value.ValueKind switch
    {
        JsonValueKind.String => Value.GetString()!,
        JsonValueKind.Null or JsonValueKind.Undefined => "",
        _ => JsonSerializer.Serialize(Value, OneLine),
    };

    public override string ToString() => IsSensitive ? "(sensitive)" : Text;
}

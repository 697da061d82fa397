using System.Text.Json;

namespace PrivateInvoke.Terraform;

public sealed record TerraformOutput(bool IsSensitive, JsonElement Value)
{
    public override string ToString() => IsSensitive ? "(sensitive)" : Value.GetRawText();
}

/// <summary><c>terraform output</c></summary>
public static class OutputCommand
{
    public static IReadOnlyList<string> Arguments() => ["output", "-json", "-no-color"];

    /// <summary>The state's root module outputs; sensitive ones are in it in clear.</summary>
    /// <exception cref="TerraformException"/>
    public static async Task<IReadOnlyDictionary<string, TerraformOutput>> OutputAsync(this TerraformCli terraform, CancellationToken cancellationToken)
    {
        JsonElement json = default;
        await terraform.RunDocumentAsync(
            "output",
            Arguments(),
            async (stream, token) => json = await stream.ValueAsync(token).ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false);

        return json.EnumerateObject().ToDictionary(
            property => property.Name,
            property => new TerraformOutput(
                property.Value.TryGetProperty("sensitive", out var sensitive) && sensitive.GetBoolean(),
                property.Value.GetProperty("value")));
    }
}

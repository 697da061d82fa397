using System.Text.Json;

namespace PrivateInvoke.Terraform;

public sealed record TerraformOutput(bool IsSensitive, JsonElement Value)
{
    public override string ToString() => IsSensitive ? "(sensitive)" : Value.GetRawText();
}

public sealed partial class TerraformCli
{
    public static IReadOnlyList<string> OutputArguments() => ["output", "-json", "-no-color"];

    /// <summary>The state's root module outputs; sensitive ones are in it in clear.</summary>
    /// <exception cref="TerraformException"/>
    public async Task<IReadOnlyDictionary<string, TerraformOutput>> OutputAsync(CancellationToken cancellationToken)
    {
        JsonElement json = default;
        await RunDocumentAsync(
            "output",
            OutputArguments(),
            async (stream, token) => json = await stream.ValueAsync(token).ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false);

        return json.EnumerateObject().ToDictionary(
            property => property.Name,
            property => new TerraformOutput(
                property.Value.TryGetProperty("sensitive", out var sensitive) && sensitive.GetBoolean(),
                property.Value.GetProperty("value")));
    }
}

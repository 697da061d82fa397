using System.Text.Json;

namespace PrivateInvoke.Terraform;

/// <param name="Platform"><c>linux_amd64</c></param>
/// <param name="Providers">Source address to version, for those that the folder has installed.</param>
public sealed record TerraformVersion(Version Version, string Platform, IReadOnlyDictionary<string, string> Providers);

/// <summary><c>terraform version</c></summary>
public static class VersionCommand
{
    public static IReadOnlyList<string> Arguments() => ["version", "-json"];

    public static async Task<TerraformVersion> VersionAsync(this TerraformCli terraform, CancellationToken cancellationToken)
    {
        JsonElement json = default;
        await terraform.RunDocumentAsync(
            "version",
            Arguments(),
            async (stream, token) => json = await stream.ValueAsync(token).ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false);

        // "1.12.0-beta1": a pre-release counts as its release.
        var text = UiEvent.Text(json, "terraform_version").Split('-', '+')[0];
        var providers = json.TryGetProperty("provider_selections", out var selections) && selections.ValueKind == JsonValueKind.Object
            ? selections.EnumerateObject().ToDictionary(property => property.Name, property => property.Value.GetString() ?? "")
            : [];

        return new TerraformVersion(
            Version.TryParse(text, out var version) ? version : new Version(0, 0), UiEvent.Text(json, "platform"), providers);
    }
}

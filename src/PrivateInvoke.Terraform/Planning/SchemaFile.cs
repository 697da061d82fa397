using System.Security.Cryptography;
using System.Text;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Terraform.Planning;

/// <summary>The schemas of what is installed in a workspace, kept for all workspaces: they change only with a provider's version.</summary>
/// <param name="types">The AWS provider's that terraform is told of; empty is all.</param>
internal sealed class SchemaFile(Workspace workspace, TerraformCli terraform, IReadOnlySet<string> types)
{
    public async Task<SchemaCatalog> ReadAsync(CancellationToken cancellationToken)
    {
        var lockFile = Path.Combine(workspace.Root, ".terraform.lock.hcl");
        if (!File.Exists(lockFile))
            return SchemaCatalog.Empty;

        // Each with the version that was chosen: provider "registry.terraform.io/hashicorp/aws" { version = "5.100.0" … }
        var installed = HclFile.Read(lockFile).Blocks.Where(block => block.Type == "provider")
            .Select(block => $"{string.Join(' ', block.Labels)} {block.Literal("version")}");
        var key = Convert.ToHexStringLower(SHA256.HashData(
            Encoding.UTF8.GetBytes($"{SchemaCatalog.Format} {string.Join('\n', [.. installed, .. types.Order(StringComparer.Ordinal)])}")).AsSpan(0, 8));
        var file = Path.Combine(workspace.Schemas, $"{key}.json");
        if (File.Exists(file))
            return await LoadAsync(file, cancellationToken).ConfigureAwait(false);

        var catalog = SchemaCatalog.Empty;
        await terraform.ProvidersSchemaAsync(
            async (json, token) => catalog = await SchemaCatalog.ReadAsync(json, token).ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false);

        Directory.CreateDirectory(workspace.Schemas);
        // An application plans several root modules at once, in one process.
        var temporary = $"{file}.{Guid.NewGuid():N}.tmp";
        using (var stream = File.Create(temporary))
            catalog.Write(stream);

        File.Move(temporary, file, overwrite: true);
        return catalog;
    }

    internal static async Task<SchemaCatalog> LoadAsync(string file, CancellationToken cancellationToken)
    {
        using var stream = File.OpenRead(file);
        var json = new JsonWalker(stream);
        await json.ReadAsync(cancellationToken).ConfigureAwait(false);
        return await SchemaCatalog.ReadAsync(json, cancellationToken).ConfigureAwait(false);
    }
}

namespace PrivateInvoke.Terraform;

public sealed partial class TerraformCli
{
    public static IReadOnlyList<string> ProvidersSchemaArguments() => ["providers", "schema", "-json", "-no-color"];

    /// <summary>The types of every attribute of every resource that the folder's providers have: 13 MB for the AWS provider.</summary>
    /// <exception cref="TerraformException"/>
    public Task ProvidersSchemaAsync(JsonHandler handler, CancellationToken cancellationToken) =>
        RunDocumentAsync("providers schema", ProvidersSchemaArguments(), handler, cancellationToken);
}

namespace PrivateInvoke.Terraform;

/// <summary><c>terraform providers schema</c></summary>
public static class ProvidersSchemaCommand
{
    public static IReadOnlyList<string> Arguments() => ["providers", "schema", "-json", "-no-color"];

    /// <summary>The types of every attribute of every resource that the folder's providers have: 13 MB for the AWS provider.</summary>
    /// <exception cref="TerraformException"/>
    public static Task ProvidersSchemaAsync(this TerraformCli terraform, JsonHandler handler, CancellationToken cancellationToken) =>
        terraform.RunDocumentAsync("providers schema", Arguments(), handler, cancellationToken);
}

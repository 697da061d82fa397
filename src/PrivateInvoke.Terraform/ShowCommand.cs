namespace PrivateInvoke.Terraform;

public sealed record ShowOptions
{
    /// <summary>A plan or state file; null is the folder's state.</summary>
    public string? Path { get; init; }
}

/// <summary><c>terraform show</c></summary>
public static class ShowCommand
{
    public static IReadOnlyList<string> Arguments(ShowOptions options) =>
        options.Path is { } path ? ["show", "-json", "-no-color", path] : ["show", "-json", "-no-color"];

    /// <summary>Hands over the plan or state as JSON as it comes: it can be 100 MB, and holds sensitive values in clear.</summary>
    /// <exception cref="TerraformException"/>
    public static Task ShowAsync(this TerraformCli terraform, ShowOptions options, JsonHandler handler, CancellationToken cancellationToken) =>
        terraform.RunDocumentAsync("show", Arguments(options), handler, cancellationToken);
}

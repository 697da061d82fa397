namespace PrivateInvoke.Terraform;

/// <summary>Terraform or OpenTofu: one command line and one language, and what differs between them where a plan needs no account.</summary>
/// <param name="Registry">Where a provider without a host comes from.</param>
/// <param name="Oldest">The first version that can plan with overrides.</param>
/// <param name="NamesOverridePhase">
/// Whether an override says that it counts in a plan too (<c>override_during</c>). OpenTofu's always does, and it refuses the argument.
/// </param>
public sealed record TerraformProduct(string Name, string Registry, Version Oldest, bool NamesOverridePhase)
{
    public static readonly TerraformProduct Terraform = new("Terraform", "registry.terraform.io", new(1, 11), NamesOverridePhase: true);

    public static readonly TerraformProduct OpenTofu = new("OpenTofu", "registry.opentofu.org", new(1, 8), NamesOverridePhase: false);

    /// <summary>By the program's name, its own or that of what it links to: what <c>version -json</c> says is alike.</summary>
    public static TerraformProduct Of(string executable) =>
        IsTofu(executable) || (File.Exists(executable) && File.ResolveLinkTarget(executable, returnFinalTarget: true) is { } target && IsTofu(target.Name))
            ? OpenTofu
            : Terraform;

    private static bool IsTofu(string file) => Path.GetFileName(file).StartsWith("tofu", StringComparison.OrdinalIgnoreCase);
}

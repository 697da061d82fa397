namespace PrivateInvoke.Terraform;

/// <summary>Terraform or OpenTofu: one command line and one language, and what differs between them where a plan needs no account.</summary>
/// <param name="Registry">Where a provider without a host comes from.</param>
/// <param name="Oldest">The first version that can plan with overrides.</param>
/// <param name="NamesOverridePhase">
/// Whether an override says that it counts in a plan too (<c>override_during</c>). OpenTofu's always does, and it refuses the argument.
/// </param>
/// <param name="ReadsTofuFiles">
/// Whether a module's files may be <c>.tofu</c> and <c>.tofu.json</c> too: <c>main.tofu</c> is read in place of <c>main.tf</c>. See
/// https://opentofu.org/docs/language/files/
/// </param>
public sealed record TerraformProduct(string Name, string Registry, Version Oldest, bool NamesOverridePhase, bool ReadsTofuFiles)
{
    public static readonly TerraformProduct Terraform = new("Terraform", "registry.terraform.io", new(1, 11), NamesOverridePhase: true, ReadsTofuFiles: false);

    public static readonly TerraformProduct OpenTofu = new("OpenTofu", "registry.opentofu.org", new(1, 8), NamesOverridePhase: false, ReadsTofuFiles: true);

    /// <summary>By the program's name, its own or that of what it links to: what <c>version -json</c> says is alike.</summary>
    public static TerraformProduct Of(string executable) =>
        IsTofu(executable) || (File.Exists(executable) && File.ResolveLinkTarget(executable, returnFinalTarget: true) is { } target && IsTofu(target.Name))
            ? OpenTofu
            : Terraform;

    /// <summary>Of the program that a name or path means, or that is used without one. Where there is none, whoever runs it says so.</summary>
    public static TerraformProduct Used(string? named, IReadOnlyDictionary<string, string>? environment = null) =>
        TerraformExecutable.Find(named, environment ?? ProcessEnvironment.Read()) is { } executable ? Of(executable) : Terraform;

    /// <summary>Those of a folder's files that are its module.</summary>
    public IEnumerable<string> ModuleFiles(IEnumerable<string> files)
    {
        var all = files.Where(file => HclFile.IsModuleFile(file) && (ReadsTofuFiles || !HclFile.IsTofuFile(file))).ToHashSet();
        // An extension takes the place of the other of its syntax: beside main.tofu.json, main.tf is read and main.tf.json is not.
        return all.Where(file => HclFile.IsTofuFile(file) || !all.Contains(file.EndsWith(".json", StringComparison.Ordinal) ? $"{file[..^".tf.json".Length]}.tofu.json" : $"{file[..^".tf".Length]}.tofu"));
    }

    private static bool IsTofu(string file) => Path.GetFileName(file).StartsWith("tofu", StringComparison.OrdinalIgnoreCase);
}

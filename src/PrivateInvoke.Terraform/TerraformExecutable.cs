namespace PrivateInvoke.Terraform;

/// <summary>The terraform that is used.</summary>
public static class TerraformExecutable
{
    private const string Remedy =
        "Install Terraform 1.11 or newer (https://developer.hashicorp.com/terraform/install) or OpenTofu 1.8 or newer "
        + "(https://opentofu.org/docs/intro/install), or name it with --terraform.";

    /// <summary>The file that a name or path means, found on PATH where it is a name. Without one: terraform, or tofu where that is not there.</summary>
    /// <exception cref="ProblemException">There is none.</exception>
    public static string Locate(string? named, IReadOnlyDictionary<string, string> environment) =>
        Find(named, environment) ?? throw new ProblemException(
            named is not null && IsPath(named)
                ? $"'{named}' is not there, so terraform cannot be run."
                : $"{named ?? "terraform"} is not on PATH{(named is null ? ", nor is tofu" : "")}, so the configuration cannot be planned.",
            Remedy);

    /// <returns>Null where there is none.</returns>
    public static string? Find(string? named, IReadOnlyDictionary<string, string> environment) =>
        named is null ? OnPath("terraform", environment) ?? OnPath("tofu", environment)
        : !IsPath(named) ? OnPath(named, environment)
        : File.Exists(named) ? Path.GetFullPath(named) : null;

    private static bool IsPath(string named) => Path.GetFileName(named) != named;

    /// <exception cref="ProblemException">It is too old to plan with overrides.</exception>
    public static void RequireSupported(string executable, Version version)
    {
        var product = TerraformProduct.Of(executable);
        if (version < product.Oldest)
            throw new ProblemException($"'{executable}' is {product.Name} {version}; {product.Oldest} is the oldest that can plan overrides.", Remedy);
    }

    private static string? OnPath(string name, IReadOnlyDictionary<string, string> environment)
    {
        var file = OperatingSystem.IsWindows() && !Path.HasExtension(name) ? name + ".exe" : name;
        return environment.GetValueOrDefault("PATH", "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, file))
            .FirstOrDefault(IsExecutable);
    }

    private static bool IsExecutable(string file) =>
        File.Exists(file) && (OperatingSystem.IsWindows()
            || (File.GetUnixFileMode(file) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0);
}

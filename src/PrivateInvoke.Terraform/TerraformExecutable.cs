namespace PrivateInvoke.Terraform;

/// <summary>The terraform that is used.</summary>
public static class TerraformExecutable
{
    public static readonly Version Oldest = new(1, 11);

    private const string Remedy =
        "Install Terraform 1.11 or newer (https://developer.hashicorp.com/terraform/install) or name it with --terraform.";

    /// <summary>The file that a name or path means, found on PATH where it is a name.</summary>
    /// <exception cref="ProblemException">There is none.</exception>
    public static string Locate(string? named, IReadOnlyDictionary<string, string> environment)
    {
        var name = named ?? "terraform";
        if (Path.GetFileName(name) != name)
        {
            return File.Exists(name)
                ? Path.GetFullPath(name)
                : throw new ProblemException($"'{name}' is not there, so terraform cannot be run.", Remedy);
        }

        var file = OperatingSystem.IsWindows() && !Path.HasExtension(name) ? name + ".exe" : name;
        foreach (var folder in environment.GetValueOrDefault("PATH", "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            var candidate = Path.Combine(folder, file);
            if (IsExecutable(candidate))
                return candidate;
        }

        throw new ProblemException($"{name} is not on PATH, so the configuration cannot be planned.", Remedy);
    }

    /// <exception cref="ProblemException">It is older than <see cref="Oldest"/>.</exception>
    public static void RequireSupported(string executable, Version version)
    {
        if (version < Oldest)
            throw new ProblemException($"'{executable}' is Terraform {version}; {Oldest} is the oldest that can plan overrides.", Remedy);
    }

    private static bool IsExecutable(string file) =>
        File.Exists(file) && (OperatingSystem.IsWindows()
            || (File.GetUnixFileMode(file) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0);
}

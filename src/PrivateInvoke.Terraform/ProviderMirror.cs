using System.Text;

namespace PrivateInvoke.Terraform;

/// <summary>Folders on this machine that hold providers as a registry would serve them: <c>registry.terraform.io/hashicorp/aws/…</c></summary>
public static class ProviderMirror
{
    /// <summary>In the conventional places, at shallow depth, the user's own first.</summary>
    public static IReadOnlyList<string> Find(IReadOnlyDictionary<string, string> environment, string registry)
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        IReadOnlyList<string> roots =
        [
            environment.GetValueOrDefault("TF_PLUGIN_CACHE_DIR", ""),
            home.Length == 0 ? "" : Path.Combine(home, ".terraform.d"),
            "/usr/local/share",
            "/usr/share",
            "/opt",
        ];

        return Find(roots, registry);
    }

    public static IReadOnlyList<string> Find(IReadOnlyList<string> roots, string registry)
    {
        var options = new EnumerationOptions
        {
            RecurseSubdirectories = true,
            MaxRecursionDepth = 2,
            IgnoreInaccessible = true,
            AttributesToSkip = FileAttributes.ReparsePoint,
        };

        return
        [
            .. roots.Where(root => root.Length > 0 && Directory.Exists(root))
                .SelectMany(root => Directory.EnumerateDirectories(root, registry, options))
                .Select(found => Path.GetDirectoryName(found)!)
                .Distinct(),
        ];
    }

    /// <summary>A CLI configuration that takes the registry's providers from the folders, and any other's from where it is.</summary>
    public static string Configuration(IReadOnlyList<string> mirrors, string registry)
    {
        var text = new StringBuilder("provider_installation {\n");
        foreach (var mirror in mirrors)
        {
            text.Append("  filesystem_mirror {\n    path    = \"")
                .Append(mirror.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal))
                .Append("\"\n    include = [\"").Append(registry).Append("/*/*\"]\n  }\n");
        }

        return text.Append("  direct {\n    exclude = [\"").Append(registry).Append("/*/*\"]\n  }\n}\n").ToString();
    }
}

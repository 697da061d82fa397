using System.Text.RegularExpressions;

namespace PrivateInvoke.Terraform;

/// <summary>What a quoted string in a module may mean as a path.</summary>
internal static partial class ModulePath
{
    /// <summary>
    /// <c>${path.module}/policies/${each.key}.json</c> to <c>/repo/infra/policies/*.json</c>: a star for what only terraform can tell.
    /// </summary>
    public static string Pattern(string text, string module, string root) =>
        Interpolation().Replace(PathReference().Replace(text, match => match.Groups[1].Value == "module" ? module : root), "*");

    /// <summary>The files that a pattern could mean; none where its folder is not certain.</summary>
    public static IEnumerable<string> Matches(string pattern) =>
        Path.GetDirectoryName(pattern) is { } folder && !folder.Contains('*') && Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, Path.GetFileName(pattern))
            : [];

    [GeneratedRegex(@"\$\{\s*path\.(module|root|cwd)\s*\}")]
    private static partial Regex PathReference();

    [GeneratedRegex(@"\$\{[^}]*\}")]
    private static partial Regex Interpolation();
}

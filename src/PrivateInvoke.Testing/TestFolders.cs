namespace PrivateInvoke.Testing;

/// <summary>Where a test's relative paths start.</summary>
internal static class TestFolders
{
    private static readonly string[] ProjectFiles = ["*.csproj", "*.fsproj", "*.vbproj"];

    /// <exception cref="ProblemException">It is in none of the folders.</exception>
    public static (string Directory, string Base) Existing(string directory, string testFile) => Existing(directory, testFile, Directory.Exists, "folder");

    /// <exception cref="ProblemException">It is in none of the folders.</exception>
    public static string ExistingFile(string file, string testFile) => Existing(file, testFile, File.Exists, "file").Path;

    private static (string Path, string Base) Existing(string path, string testFile, Func<string, bool> exists, string kind)
    {
        string[] starts = Path.IsPathFullyQualified(path) ? [AppContext.BaseDirectory] : [.. Bases(testFile).Distinct()];
        foreach (var start in starts)
        {
            var full = Path.GetFullPath(path, start);
            if (exists(full))
                return (full, start);
        }

        var from = Path.IsPathFullyQualified(path) ? "" : $" It was looked for from {string.Join(" and from ", starts.Select(start => $"'{start}'"))}.";
        throw new ProblemException($"The {kind} '{path}' is not there.{from}", "Name it relative to the test's source file, or by its full path.");
    }

    private static IEnumerable<string> Bases(string testFile)
    {
        // A deterministic build writes "/_/tests/OrdersTests.cs".
        if (Path.GetDirectoryName(testFile) is { Length: > 0 } source && Directory.Exists(source))
            yield return source;

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (ProjectFiles.Any(pattern => folder.EnumerateFiles(pattern).Any()))
            {
                yield return folder.FullName;
                yield break;
            }
        }

        yield return Directory.GetCurrentDirectory();
    }
}

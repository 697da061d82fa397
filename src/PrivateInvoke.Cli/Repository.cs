namespace PrivateInvoke.Cli;

internal static class Repository
{
    /// <summary>The nearest folder upwards that is a git repository; without one, the folder itself.</summary>
    public static string Of(string folder)
    {
        for (var directory = new DirectoryInfo(folder); directory is not null; directory = directory.Parent)
        {
            // A work tree of another repository has a file of that name.
            if (Path.Exists(Path.Combine(directory.FullName, ".git")))
                return directory.FullName;
        }

        // A copy without git, started elsewhere than at its top: by a test, or by an IDE.
        return BuildRecord.Sources is { Length: > 0 } sources && folder.StartsWith(sources, StringComparison.Ordinal) ? Path.TrimEndingDirectorySeparator(sources) : folder;
    }
}

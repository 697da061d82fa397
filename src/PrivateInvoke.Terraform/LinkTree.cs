namespace PrivateInvoke.Terraform;

/// <summary>Mirrors folders with links.</summary>
internal static class LinkTree
{
    /// <summary>A folder with more in it is linked as a whole: then only <c>fileset(…, "**")</c> does not look into it.</summary>
    private const int Most = 2000;

    /// <summary>A larger package is linked.</summary>
    private const long LargestPackage = 256 * 1024 * 1024;

    /// <summary>Takes everything away but the folders down to <paramref name="root"/>: a provider that works there still does.</summary>
    public static void Clear(string mirror, string root)
    {
        foreach (var entry in new DirectoryInfo(mirror).EnumerateFileSystemInfos())
        {
            if (entry is not DirectoryInfo { LinkTarget: null } folder)
                entry.Delete();
            else if (folder.FullName == root || root.StartsWith(folder.FullName + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                Clear(folder.FullName, root);
            else
                folder.Delete(recursive: true);
        }
    }

    /// <summary>From <paramref name="top"/> down to the folder above <paramref name="root"/>: a link for everything beside the way.</summary>
    public static void Ancestors(string top, string root, string mirror)
    {
        var way = Path.GetRelativePath(top, root).Split(Path.DirectorySeparatorChar);
        var (folder, copy) = (top, mirror);
        foreach (var next in way)
        {
            Directory.CreateDirectory(copy);
            foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
            {
                if (entry.Name != next)
                    Link(entry, Path.Combine(copy, entry.Name));
            }

            (folder, copy) = (Path.Combine(folder, next), Path.Combine(copy, next));
        }

        Directory.CreateDirectory(copy);
    }

    /// <summary>Real folders with links to files, so that patterns find them.</summary>
    /// <param name="own">The folder that the copy is made in, which could be inside of what is copied.</param>
    /// <param name="leaveOut">Tells by name which files of the topmost folder are not linked.</param>
    public static void Inside(string folder, string copy, string own, Func<string, bool> leaveOut)
    {
        var left = Most;
        Inside(new DirectoryInfo(folder), copy, own, leaveOut, ref left);
    }

    /// <summary>Makes a folder of a mirror a real one, of links, so that a file can be added to it; so too all above it.</summary>
    public static void Open(string folder, string mirror)
    {
        if (folder == mirror || Path.GetDirectoryName(folder) is not { } above)
            return;

        Open(above, mirror);
        if (new DirectoryInfo(folder).LinkTarget is not { } target)
            return;

        Directory.Delete(folder);
        Directory.CreateDirectory(folder);
        foreach (var entry in new DirectoryInfo(target).EnumerateFileSystemInfos())
            Link(entry, Path.Combine(folder, entry.Name));
    }

    /// <summary>A file of its own in place of a link: what writes through the link would write into the user's file.</summary>
    public static void Own(string file)
    {
        if (new FileInfo(file).LinkTarget is not { } target)
            return;

        File.Delete(file);
        File.Copy(target, file);
    }

    private static void Inside(DirectoryInfo folder, string copy, string own, Func<string, bool> leaveOut, ref int left)
    {
        Directory.CreateDirectory(copy);
        foreach (var entry in folder.EnumerateFileSystemInfos())
        {
            var target = Path.Combine(copy, entry.Name);
            if (entry.FullName == own || entry.Name is ".terraform" or ".git" || entry.Name.StartsWith("terraform.tfstate", StringComparison.Ordinal))
                continue;

            if (entry is DirectoryInfo inner && entry.LinkTarget is null && left > 0)
                Inside(inner, target, own, _ => false, ref left);
            else if (entry is FileInfo { Extension: ".zip", LinkTarget: null, Length: <= LargestPackage } package)
                // A plan makes packages anew (archive_file), wherever its expressions say.
                package.CopyTo(target);
            else if (entry is DirectoryInfo || !leaveOut(entry.Name))
                Link(entry, target);

            left--;
        }
    }

    /// <exception cref="ProblemException">The system does not let this user make links (Windows without developer mode).</exception>
    private static void Link(FileSystemInfo entry, string target)
    {
        try
        {
            if (entry is DirectoryInfo)
                Directory.CreateSymbolicLink(target, entry.FullName);
            else
                File.CreateSymbolicLink(target, entry.FullName);
        }
        catch (Exception exception) when (OperatingSystem.IsWindows() && (exception is IOException or UnauthorizedAccessException))
        {
            throw new ProblemException(
                $"A link to '{entry.FullName}' cannot be made: {exception.Message}", "Turn on Windows' developer mode.", exception);
        }
    }
}

using System.Text.Json.Nodes;

namespace PrivateInvoke.Terraform;

/// <summary>
/// The providers that an init has chosen and linked, kept for every workspace that asks for the same ones: an init reads the 700 MB of the
/// AWS provider to verify its hash. See docs/decisions/0017-installed-providers.md.
/// </summary>
/// <param name="folder">One for all workspaces.</param>
internal sealed class InstalledProviders(string folder, TimeProvider time)
{
    /// <summary>After it a registry is asked again, which may have a newer version.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    private static readonly string Links = Path.Combine(".terraform", "providers");

    /// <summary>Links the providers into a root module's copy, with the lock file that names them.</summary>
    /// <returns>False where none are kept for this key, or one of them is not there any more.</returns>
    public bool TakeOver(string key, string root)
    {
        var kept = Path.Combine(folder, key);
        var lockFile = Path.Combine(kept, Workspace.LockFile);
        try
        {
            if (!File.Exists(lockFile) || time.GetUtcNow() - File.GetLastWriteTimeUtc(lockFile) > Lifetime || LinksIn(kept) is not { Count: > 0 } links)
                return false;

            Remove(root);
            Link(links, kept, root);
            File.Copy(lockFile, Path.Combine(root, Workspace.LockFile), overwrite: true);
            return true;
        }
        catch (DirectoryNotFoundException)
        {
            // Another process is keeping newer ones.
            return false;
        }
    }

    /// <summary>Takes back what <see cref="TakeOver"/> has linked.</summary>
    public static void Remove(string root)
    {
        if (Directory.Exists(Path.Combine(root, Links)))
            Directory.Delete(Path.Combine(root, Links), recursive: true);
    }

    /// <summary>Keeps what an init has linked; nothing where it has made a copy of a provider in the workspace.</summary>
    public void Keep(string key, string root)
    {
        var lockFile = Path.Combine(root, Workspace.LockFile);
        if (!File.Exists(lockFile) || LinksIn(root) is not { Count: > 0 } links)
            return;

        // Another process may be keeping the same ones.
        var made = Path.Combine(folder, $"{Guid.NewGuid():N}.tmp");
        Link(links, root, made);
        File.WriteAllBytes(Path.Combine(made, Workspace.LockFile), File.ReadAllBytes(lockFile));
        try
        {
            var kept = Path.Combine(folder, key);
            if (Directory.Exists(kept))
                Directory.Delete(kept, recursive: true);
            Directory.Move(made, kept);
        }
        catch (IOException)
        {
            Directory.Delete(made, recursive: true);
        }
    }

    /// <summary>
    /// Has an init leave the installed providers as they are: one that somebody else has started is neither looked for nor verified.
    /// </summary>
    public static string Reattachment(string root)
    {
        var providers = Path.Combine(root, Links);
        var attached = new JsonObject();
        foreach (var package in ProviderCache.PackagesIn(providers))
        {
            var source = Path.GetRelativePath(providers, package).Split(Path.DirectorySeparatorChar)[..3];
            attached[string.Join('/', source)] = new JsonObject
            {
                ["Protocol"] = "grpc",
                ["ProtocolVersion"] = 5,
                ["Pid"] = Environment.ProcessId,
                ["Addr"] = new JsonObject { ["Network"] = "unix", ["String"] = "" },
            };
        }

        return attached.ToJsonString();
    }

    private static void Link(List<(string Link, string Package)> links, string from, string to)
    {
        foreach (var (link, package) in links)
        {
            var here = Path.Combine(to, Path.GetRelativePath(from, link));
            Directory.CreateDirectory(Path.GetDirectoryName(here)!);
            Directory.CreateSymbolicLink(here, package);
        }
    }

    /// <summary>Each provider's link with the package behind it; null where one is no link, or leads nowhere.</summary>
    private static List<(string Link, string Package)>? LinksIn(string root)
    {
        List<(string, string)> links = [];
        foreach (var package in ProviderCache.PackagesIn(Path.Combine(root, Links)))
        {
            if (Directory.ResolveLinkTarget(package, returnFinalTarget: true) is not { Exists: true } target)
                return null;

            links.Add((package, target.FullName));
        }

        return links;
    }
}

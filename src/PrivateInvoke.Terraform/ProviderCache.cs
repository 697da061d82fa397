namespace PrivateInvoke.Terraform;

/// <summary>
/// Providers from registries, kept once for all workspaces. Terraform unpacks them in place and takes whatever is there for whole: so
/// one init at a time, and what one that failed or was killed left half is removed.
/// </summary>
internal sealed class ProviderCache(string folder, TimeProvider time, IProgress<TerraformProgress>? progress)
{
    public string Folder => folder;

    /// <summary>Names what was there before the init that is under way, or that was when its host was killed.</summary>
    private string Whole => Path.Combine(folder, "whole");

    public async Task FillAsync(Func<Task> init, CancellationToken cancellationToken)
    {
        using var taken = await WorkspaceLock.TakeAsync(folder, time, progress, cancellationToken).ConfigureAwait(false);
        if (File.Exists(Whole))
            DropNew();

        File.WriteAllLines(Whole, Packages());
        try
        {
            await init().ConfigureAwait(false);
        }
        catch
        {
            DropNew();
            throw;
        }
        finally
        {
            File.Delete(Whole);
        }
    }

    private void DropNew()
    {
        var whole = File.ReadAllLines(Whole).ToHashSet();
        foreach (var package in Packages().Where(package => !whole.Contains(package)).ToList())
            Directory.Delete(Path.Combine(folder, package), recursive: true);
    }

    /// <summary>As seen from the folder, which the next host may reach by another path.</summary>
    private IEnumerable<string> Packages() => PackagesIn(folder).Select(package => Path.GetRelativePath(folder, package));

    /// <summary>The folders of providers, one for each version and platform.</summary>
    public static IEnumerable<string> PackagesIn(string folder)
    {
        // Host, namespace, type, version, platform.
        const int depth = 5;
        return Directory.Exists(folder) ? Below(folder, depth) : [];

        static IEnumerable<string> Below(string at, int left) =>
            left == 0 ? [at] : Directory.EnumerateDirectories(at).SelectMany(below => Below(below, left - 1));
    }
}

using System.Threading.Channels;

namespace PrivateInvoke.Terraform;

/// <summary>Tells when a root module's files, or those of the local modules that it calls, have changed and then stayed quiet.</summary>
public sealed class ModuleWatch : IDisposable
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(300);

    private readonly List<FileSystemWatcher> _watchers = [];
    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly ITimer _quiet;
    private readonly string _generated;

    /// <param name="generated">A folder whose files do not count, wherever it is: planning writes there.</param>
    /// <exception cref="ProblemException">There is no root module in the folder.</exception>
    public ModuleWatch(string root, string generated, TimeProvider time)
    {
        _generated = Path.GetFullPath(generated) + Path.DirectorySeparatorChar;
        // An editor writes one file in several steps, and a checkout many: what counts is the end of it.
        _quiet = time.CreateTimer(_ => _changes.Writer.TryWrite(true), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        var tree = ModuleTree.Read(root);
        var inside = tree.Root + Path.DirectorySeparatorChar;
        Watch(tree.Root, withFolders: true);
        foreach (var folder in tree.Modules.Keys.Where(folder => folder != tree.Root && !folder.StartsWith(inside, StringComparison.Ordinal)))
            Watch(folder, withFolders: false);
    }

    /// <summary>Returns after the next change, or at once when there was one since the last time.</summary>
    public async Task ChangedAsync(CancellationToken cancellationToken) => await _changes.Reader.ReadAsync(cancellationToken);

    public void Dispose()
    {
        foreach (var watcher in _watchers)
            watcher.Dispose();
        _quiet.Dispose();
    }

    private void Watch(string folder, bool withFolders)
    {
        var watcher = new FileSystemWatcher(folder) { IncludeSubdirectories = withFolders };
        _watchers.Add(watcher);
        watcher.Changed += (_, change) => OnChange(change.FullPath);
        watcher.Created += (_, change) => OnChange(change.FullPath);
        watcher.Deleted += (_, change) => OnChange(change.FullPath);
        watcher.Renamed += (_, change) => OnRename(change.OldFullPath, change.FullPath);

        // More events than its buffer holds: some were lost, so something has changed.
        watcher.Error += (_, _) => Restart();
        watcher.EnableRaisingEvents = true;
    }

    private void OnChange(string path)
    {
        if (Counts(path))
            Restart();
    }

    /// <summary>A file may be put aside by another extension, and a folder takes its files with it.</summary>
    private void OnRename(string before, string after)
    {
        if (Counts(before) || Counts(after) || (Directory.Exists(after) && IsOfModule(before)))
            Restart();
    }

    private void Restart() => _quiet.Change(Quiet, Timeout.InfiniteTimeSpan);

    private bool Counts(string path) =>
        IsOfModule(path) && PlanInputs.Counts(path);

    private bool IsOfModule(string path) =>
        !(path + Path.DirectorySeparatorChar).StartsWith(_generated, StringComparison.Ordinal)
        && !path.Split(Path.DirectorySeparatorChar).Any(PlanInputs.IsGenerated);
}

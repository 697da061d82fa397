using System.Threading.Channels;

namespace PrivateInvoke.Terraform;

/// <summary>
/// Tells when a file that a root module's plan reads has changed, and the files then stayed quiet: those in the folders of the root
/// module and of the local modules that it calls, and those elsewhere that a string, a variable's value or an option names.
/// </summary>
public sealed class ModuleWatch : IDisposable
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(300);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, FileSystemWatcher> _watchers = [];
    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly ITimer _quiet;
    private readonly string _root;
    private readonly string _generated;
    private readonly VariableArguments _variables;
    private readonly IReadOnlyDictionary<string, string> _environment;
    private readonly TerraformProduct? _product;
    private bool _isOver;
    private volatile HashSet<string> _named = [];

    /// <param name="generated">A folder whose files do not count, wherever it is: planning writes there.</param>
    /// <param name="variables">Those of the plan: files that their values name are followed.</param>
    /// <param name="environment">terraform's.</param>
    /// <param name="product">Whose files are followed; null is Terraform.</param>
    /// <exception cref="ProblemException">There is no root module in the folder.</exception>
    public ModuleWatch(
        string root, string generated, TimeProvider time, VariableArguments variables, IReadOnlyDictionary<string, string>? environment = null, TerraformProduct? product = null)
    {
        _root = root;
        _generated = Path.GetFullPath(generated) + Path.DirectorySeparatorChar;
        _variables = variables;
        _environment = environment ?? ProcessEnvironment.Read();
        _product = product;

        // An editor writes one file in several steps, and a checkout many: what counts is the end of it.
        _quiet = time.CreateTimer(_ => OnQuiet(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Follow();
    }

    /// <summary>Returns after the next change, or at once when there was one since the last time.</summary>
    public async Task ChangedAsync(CancellationToken cancellationToken) => await _changes.Reader.ReadAsync(cancellationToken);

    public void Dispose()
    {
        _quiet.Dispose();
        lock (_gate)
        {
            foreach (var watcher in _watchers.Values)
                watcher.Dispose();
            _watchers.Clear();
            _isOver = true;
        }
    }

    private void OnQuiet()
    {
        try
        {
            // What was saved may call another module, or name another file.
            Follow();
        }
        catch (Exception e) when (e is ProblemException or IOException or UnauthorizedAccessException)
        {
            // Half a module while somebody types: whoever plans it says so.
        }

        _changes.Writer.TryWrite(true);
    }

    private void Follow()
    {
        var tree = ModuleTree.Read(_root, _product);
        var modules = tree.Modules.Keys.Where(folder => folder == tree.Root || !IsInside(folder, tree.Root)).ToList();
        var named = PlanInputs.Files(tree, _variables, _environment, _generated).Select(Path.GetFullPath)
            .Where(file => !ConfigurationKey.IsPackage(file) && !IsInside(file, _generated) && (PlanInputs.Counts(file) || _variables.VariableFiles.Contains(file)))
            .ToHashSet();
        _named = named;
        lock (_gate)
        {
            if (_isOver)
                return;

            foreach (var folder in modules)
                Watch(folder, withFolders: true);
            foreach (var folder in named.Select(file => Path.GetDirectoryName(file)!).Distinct())
                Watch(folder, withFolders: false);
        }
    }

    private void Watch(string folder, bool withFolders)
    {
        if (_watchers.TryGetValue(folder, out var known))
        {
            known.IncludeSubdirectories |= withFolders;
            return;
        }

        if (!Directory.Exists(folder) || _watchers.Any(other => other.Value.IncludeSubdirectories && IsInside(folder, other.Key)))
            return;

        var watcher = new FileSystemWatcher(folder) { IncludeSubdirectories = withFolders };
        _watchers.Add(folder, watcher);
        watcher.Changed += (_, change) => OnChange(watcher, change.FullPath);
        watcher.Created += (_, change) => OnChange(watcher, change.FullPath);
        watcher.Deleted += (_, change) => OnChange(watcher, change.FullPath);
        watcher.Renamed += (_, change) => OnRename(watcher, change.OldFullPath, change.FullPath);

        // More events than its buffer holds: some were lost, so something has changed.
        watcher.Error += (_, _) => Restart();
        watcher.EnableRaisingEvents = true;
    }

    private void OnChange(FileSystemWatcher watcher, string path)
    {
        if (Counts(watcher, path))
            Restart();
    }

    /// <summary>A file may be put aside by another extension, and a folder takes its files with it.</summary>
    private void OnRename(FileSystemWatcher watcher, string before, string after)
    {
        if (Counts(watcher, before) || Counts(watcher, after) || (Directory.Exists(after) && IsOfModule(watcher, before)))
            Restart();
    }

    private void Restart() => _quiet.Change(Quiet, Timeout.InfiniteTimeSpan);

    private bool Counts(FileSystemWatcher watcher, string path) =>
        _named.Contains(path) || (IsOfModule(watcher, path) && PlanInputs.Counts(path));

    /// <summary>A module's folder counts with all that is in it; in any other folder, only the files that are named do.</summary>
    private bool IsOfModule(FileSystemWatcher watcher, string path) =>
        watcher.IncludeSubdirectories && !IsInside(path, _generated) && !path.Split(Path.DirectorySeparatorChar).Any(PlanInputs.IsGenerated);

    private static bool IsInside(string path, string folder) =>
        (path + Path.DirectorySeparatorChar).StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}

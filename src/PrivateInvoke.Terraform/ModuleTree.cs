namespace PrivateInvoke.Terraform;

/// <summary>A root module and the local modules that it reaches, as files.</summary>
public sealed record ModuleTree
{
    /// <summary>Absolute.</summary>
    public required string Root { get; init; }

    /// <summary>Whose files they are.</summary>
    public required TerraformProduct Product { get; init; }

    /// <summary>By absolute folder; the root module comes first.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<HclFile>> Modules { get; init; }

    public IEnumerable<HclFile> RootFiles => Modules[Root];

    public IEnumerable<HclFile> Files => Modules.Values.SelectMany(files => files);

    public IEnumerable<HclBlock> Blocks => Files.SelectMany(file => file.Blocks);

    /// <summary>Sources of modules that <c>init</c> would have to download, by the names they are called by.</summary>
    public IReadOnlyList<(string Name, string Source)> RemoteModules =>
    [
        .. Blocks.Where(block => block.Type == "module" && block.Labels.Count == 1)
            .Select(block => (block.Labels[0], Source: block.Literal("source") ?? ""))
            .Where(call => call.Source.Length > 0 && !IsLocal(call.Source)),
    ];

    /// <summary>The first call of a local module whose folder is not there, with its file; null where all are.</summary>
    internal (string File, HclBlock Call, string Source)? MissingModule => Files
        .SelectMany(file => file.Blocks, (file, block) => (file.Path, Call: block, Source: block.Literal("source") ?? ""))
        .Where(called => called.Call is { Type: "module", Labels.Count: 1 } && IsLocal(called.Source)
            && !Directory.Exists(Path.Combine(Path.GetDirectoryName(called.Path)!, called.Source)))
        .Select(called => ((string, HclBlock, string)?)called)
        .FirstOrDefault();

    /// <param name="product">Null is Terraform.</param>
    /// <exception cref="ProblemException">The folder is missing or has no module in it.</exception>
    public static ModuleTree Read(string directory, TerraformProduct? product = null)
    {
        product ??= TerraformProduct.Terraform;
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        if (!Directory.Exists(root))
            throw new ProblemException($"'{directory}' is not a folder.", "Name the folder of a Terraform root module with --infra.");

        var modules = new Dictionary<string, IReadOnlyList<HclFile>>();
        var pending = new Queue<string>([root]);
        while (pending.TryDequeue(out var folder))
        {
            if (modules.ContainsKey(folder) || !Directory.Exists(folder))
                continue;

            var files = product.ModuleFiles(Directory.EnumerateFiles(folder)).Order(StringComparer.Ordinal).Select(HclFile.Read).ToList();
            modules[folder] = files;
            foreach (var called in files.SelectMany(file => file.Blocks).Select(block => Called(folder, block)).OfType<string>())
                pending.Enqueue(called);
        }

        return modules[root].Count > 0
            ? new ModuleTree { Root = root, Product = product, Modules = modules }
            : throw new ProblemException(
                $"'{directory}' has no {(product.ReadsTofuFiles ? ".tf or .tofu" : ".tf")} file.", "Name the folder of a Terraform root module with --infra.");
    }

    /// <summary>The folder of the local module that a block calls; null where it calls none.</summary>
    /// <param name="folder">Where the block is.</param>
    internal static string? Called(string folder, HclBlock block) =>
        block.Type == "module" && block.Literal("source") is { } source && IsLocal(source)
            ? Path.TrimEndingDirectorySeparator(Path.GetFullPath(Path.Combine(folder, source)))
            : null;

    /// <param name="folder">Absolute, of a local module.</param>
    internal bool IsCalledOnce(string folder) =>
        Modules.Sum(caller => caller.Value.SelectMany(file => file.Blocks).Count(block => Called(caller.Key, block) == folder)) == 1;

    public static bool IsLocal(string source) =>
        source.StartsWith("./", StringComparison.Ordinal) || source.StartsWith("../", StringComparison.Ordinal) || source is "." or "..";
}

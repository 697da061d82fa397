using PrivateInvoke.Plan;

namespace PrivateInvoke.Terraform;

/// <summary>
/// Finds the block that an address comes from: <c>module.network.aws_subnet.private["a"]</c> is line 24 of modules/network/main.tf. What
/// lies in a module that is not in the tree (a registry's, say) is found at the outermost call that leads there.
/// </summary>
public sealed class SourceMap
{
    private readonly ModuleTree _tree;
    private readonly string _relativeTo;
    private readonly Dictionary<string, Dictionary<string, (HclFile File, HclBlock Block)>> _blocks = [];

    private SourceMap(ModuleTree tree, string relativeTo) => (_tree, _relativeTo) = (tree, Path.GetFullPath(relativeTo));

    /// <param name="directory">The root module.</param>
    /// <param name="relativeTo">What the locations' files are relative to: a code host wants the repository's root.</param>
    /// <param name="product">Whose files are read; null is Terraform.</param>
    /// <exception cref="ProblemException">The folder is missing or has no module in it.</exception>
    public static SourceMap Read(string directory, string relativeTo, TerraformProduct? product = null) => Of(ModuleTree.Read(directory, product), relativeTo);

    public static SourceMap Of(ModuleTree tree, string relativeTo) => new(tree, relativeTo);

    /// <returns>Null for an address whose block is not in the tree, nor any call that leads to it.</returns>
    public SourceLocation? Find(string address) => Walk(address) is var (block, call) && (block ?? call) is { } at ? Location(at) : null;

    /// <summary>An attribute's expression as it is written; null where the block, or the attribute in it, is not in the tree.</summary>
    public string? Written(string address, string attribute) => Walk(address).Block?.Block.Attributes.GetValueOrDefault(attribute)?.Trim();

    private ((HclFile File, HclBlock Block)? Block, (HclFile File, HclBlock Block)? Call) Walk(string address)
    {
        var folder = _tree.Root;
        (HclFile, HclBlock)? call = null;
        for (var parts = Parts(address); ; parts = parts[2..])
        {
            if (parts is not ["module", var module, ..])
                return (Block(folder, parts), call);
            if (Block(folder, ["module", module]) is not { } at)
                return (null, call);

            call = at;
            if (at.Block.Literal("source") is not { } source || !ModuleTree.IsLocal(source))
                return (null, call);
            folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(Path.Combine(folder, source)));
        }
    }

    /// <summary><c>module.a["x.y"].aws_vpc.this[0]</c> is module, a, aws_vpc, this: the keys name instances of one block.</summary>
    private static string[] Parts(string address)
    {
        var plain = new System.Text.StringBuilder(address.Length);
        var (depth, quoted) = (0, false);
        for (var i = 0; i < address.Length; i++)
        {
            var c = address[i];
            if (quoted && c == '\\')
                i++;
            else if (c == '"')
                quoted = !quoted;
            else if (!quoted && c == '[')
                depth++;
            else if (!quoted && c == ']')
                depth--;
            else if (depth == 0)
                plain.Append(c);
        }

        return plain.ToString().Split('.');
    }

    private (HclFile File, HclBlock Block)? Block(string folder, string[] parts)
    {
        var key = parts is ["module" or "data", ..] ? string.Join('.', parts) : $"resource.{string.Join('.', parts)}";
        // Several pages of a host ask at once.
        lock (_blocks)
        {
            if (!_blocks.TryGetValue(folder, out var blocks))
                _blocks[folder] = blocks = _tree.Modules.TryGetValue(folder, out var files) ? Index(files) : [];

            return blocks.TryGetValue(key, out var found) ? found : null;
        }
    }

    private static Dictionary<string, (HclFile, HclBlock)> Index(IReadOnlyList<HclFile> files)
    {
        Dictionary<string, (HclFile, HclBlock)> index = [];
        // An override changes a block that another file holds.
        foreach (var file in files.OrderBy(file => Path.GetFileName(file.Path) is var name && (name.Contains("override.tf", StringComparison.Ordinal) || name.Contains("override.tofu", StringComparison.Ordinal))))
        {
            foreach (var block in file.Blocks.Where(block => block.Type is "resource" or "data" or "module"))
                index.TryAdd($"{block.Type}.{string.Join('.', block.Labels)}", (file, block));
        }

        return index;
    }

    private SourceLocation Location((HclFile File, HclBlock Block) at)
    {
        var path = Path.GetRelativePath(_relativeTo, at.File.Path);
        var outside = Path.IsPathRooted(path) || path.Split(Path.DirectorySeparatorChar)[0] == "..";
        return new SourceLocation((outside ? at.File.Path : path).Replace('\\', '/'), at.Block.Line);
    }
}

namespace PrivateInvoke.Terraform;

/// <summary>One file of a module, <c>.tf</c> or <c>.tf.json</c>, and with OpenTofu <c>.tofu</c> or <c>.tofu.json</c>.</summary>
public sealed record HclFile(string Path, string Text, IReadOnlyList<HclBlock> Blocks, IReadOnlyList<string> Strings)
{
    /// <summary>The file's expressions in native syntax: its text, or what the strings of its JSON say.</summary>
    public string Code { get; init; } = Text;

    public bool IsJson => Path.EndsWith(".json", StringComparison.Ordinal);

    /// <summary>Whether Terraform or OpenTofu reads it; which one reads which, <see cref="TerraformProduct.ModuleFiles"/> says.</summary>
    public static bool IsModuleFile(string path) =>
        path.EndsWith(".tf", StringComparison.Ordinal) || path.EndsWith(".tf.json", StringComparison.Ordinal) || IsTofuFile(path);

    /// <summary>Whether OpenTofu alone reads it.</summary>
    public static bool IsTofuFile(string path) =>
        path.EndsWith(".tofu", StringComparison.Ordinal) || path.EndsWith(".tofu.json", StringComparison.Ordinal);

    public static HclFile Read(string path) => Of(path, File.ReadAllText(path));

    /// <summary>A file as it would be with another text.</summary>
    public static HclFile Of(string path, string text)
    {
        if (path.EndsWith(".json", StringComparison.Ordinal))
            return JsonSyntax.Read(path, text);

        var (blocks, strings) = HclScanner.Scan(text);
        return new HclFile(path, text, blocks, strings);
    }

    /// <summary>The parts of an expression around an offset that can be replaced, the innermost first.</summary>
    public IReadOnlyList<Range> Around(Range expression, int offset) =>
        IsJson ? JsonSyntax.Around(Text, expression, offset) : ExpressionParts.Around(Text, expression, offset);
}

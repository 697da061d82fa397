namespace PrivateInvoke.Terraform;

/// <summary>One file of a module, <c>.tf</c> or <c>.tf.json</c>.</summary>
public sealed record HclFile(string Path, string Text, IReadOnlyList<HclBlock> Blocks, IReadOnlyList<string> Strings)
{
    /// <summary>The file's expressions in native syntax: its text, or what the strings of its JSON say.</summary>
    public string Code { get; init; } = Text;

    public bool IsJson => Path.EndsWith(".json", StringComparison.Ordinal);

    public static bool IsModuleFile(string path) =>
        path.EndsWith(".tf", StringComparison.Ordinal) || path.EndsWith(".tf.json", StringComparison.Ordinal);

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

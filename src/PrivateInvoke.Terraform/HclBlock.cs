namespace PrivateInvoke.Terraform;

/// <summary>A block as it is written: <c>resource "aws_vpc" "this" { … }</c>.</summary>
public sealed record HclBlock
{
    public required string Type { get; init; }

    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Attributes as they are written: name to expression.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<HclBlock> Blocks { get; init; } = [];

    /// <summary>From 1; 0 where the file is JSON.</summary>
    public int Line { get; init; }

    /// <summary>Offsets of the first character and of the one after the closing brace; both 0 where the file is JSON.</summary>
    public int Start { get; init; }

    public int End { get; init; }

    /// <summary>An attribute that is a plain string; null where it is anything else.</summary>
    public string? Literal(string attribute) =>
        Attributes.TryGetValue(attribute, out var text) && text is ['"', .. var inner, '"'] && !inner.Contains('"')
            && !inner.Contains("${", StringComparison.Ordinal)
            ? inner.Replace(@"\\", @"\", StringComparison.Ordinal)
            : null;
}

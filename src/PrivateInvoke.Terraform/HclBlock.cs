namespace PrivateInvoke.Terraform;

/// <summary>A block as it is written: <c>resource "aws_vpc" "this" { … }</c>.</summary>
public sealed record HclBlock
{
    public required string Type { get; init; }

    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Attributes as they are written: name to expression.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>();

    /// <summary>Where each attribute's expression is in the file.</summary>
    public IReadOnlyDictionary<string, Range> Places { get; init; } = new Dictionary<string, Range>();

    public IReadOnlyList<HclBlock> Blocks { get; init; } = [];

    /// <summary>From 1.</summary>
    public int Line { get; init; }

    /// <summary>Offsets of the first character and of the one after the closing brace; in JSON, of the body.</summary>
    public int Start { get; init; }

    public int End { get; init; }

    /// <summary>An attribute that is a plain string; null where it is anything else.</summary>
    public string? Literal(string attribute) =>
        Attributes.TryGetValue(attribute, out var text) && text is ['"', .. var inner, '"'] && !inner.Contains('"')
            && !inner.Contains("${", StringComparison.Ordinal)
            ? inner.Replace(@"\\", @"\", StringComparison.Ordinal)
            : null;
}

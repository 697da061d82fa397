namespace PrivateInvoke.Terraform;

/// <summary>A provider that a configuration asks for.</summary>
/// <param name="Source"><c>hashicorp/aws</c></param>
/// <param name="Version">The constraint; empty where there is none.</param>
public sealed record ProviderRequirement(string Source, string Version)
{
    public override string ToString() => Version.Length == 0 ? Source : $"{Source} {Version}";

    /// <summary>Those that are declared: <c>required_providers { aws = { source = "hashicorp/aws", version = "~> 5.100" } }</c></summary>
    public static IReadOnlyList<ProviderRequirement> In(ModuleTree tree) =>
    [
        .. tree.Blocks.Where(block => block.Type == "terraform")
            .SelectMany(block => block.Blocks.Where(nested => nested.Type == "required_providers"))
            .SelectMany(block => block.Attributes.Select(pair => Read(pair.Key, pair.Value)))
            .Distinct(),
    ];

    public bool IsIn(IEnumerable<string> mirrors, string registry) =>
        mirrors.Any(mirror => Directory.Exists(Path.Combine(mirror, registry, Path.Combine(Source.Split('/')))));

    private static ProviderRequirement Read(string name, string expression)
    {
        // The object's members are written as a body's attributes are.
        var (blocks, _) = HclScanner.Scan($"{name} {expression}");
        var members = blocks is [var only, ..] ? only : new HclBlock { Type = name };
        var source = members.Literal("source") ?? name;
        return new ProviderRequirement(source.Contains('/', StringComparison.Ordinal) ? source : $"hashicorp/{source}", members.Literal("version") ?? "");
    }
}

using System.Text.RegularExpressions;

namespace PrivateInvoke.Terraform;

/// <summary>The AWS providers that a configuration declares, and overrides of them.</summary>
internal static partial class AwsProviders
{
    /// <summary>Of the provider blocks that a module declares; empty for the default one.</summary>
    public static List<string> Aliases(IEnumerable<HclFile> files) =>
    [
        .. files.SelectMany(file => file.Blocks)
            .Where(block => block.Type == "provider" && block.Labels is ["aws"])
            .Select(block => block.Literal("alias") ?? "")
            .Distinct(),
    ];

    public static bool AreUsed(ModuleTree tree) => tree.Blocks.Any(block =>
        block.Type is "resource" or "data" && block.Labels is [var type, ..] && type.StartsWith("aws_", StringComparison.Ordinal));

    /// <summary>Every type that the files may have anything of: whatever is written like one, wherever it is written.</summary>
    public static IReadOnlySet<string> Types(IEnumerable<string> texts) =>
        texts.SelectMany(text => Type().Matches(text)).Select(match => match.Value).ToHashSet();

    [GeneratedRegex("aws_[a-z0-9_]+")]
    private static partial Regex Type();

    public static string Block(string alias, string settings) =>
        $"\nprovider \"aws\" {{\n{(alias.Length > 0 ? $"  alias = \"{alias}\"\n" : "")}{settings}\n}}\n";
}

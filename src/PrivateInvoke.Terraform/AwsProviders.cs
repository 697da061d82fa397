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

    /// <summary>
    /// Whether one process can serve them all: it has one configuration, and each that is declared configures it. A module from
    /// elsewhere may declare one of its own.
    /// </summary>
    /// <param name="downloaded">The files of modules that are not in the tree.</param>
    public static bool AreOne(ModuleTree tree, IEnumerable<HclFile> downloaded)
    {
        var elsewhere = downloaded.Concat(tree.Modules.Where(module => module.Key != tree.Root).SelectMany(module => module.Value));
        return AreUsed(tree)
            && Declared(tree.RootFiles).All(block => !block.Attributes.ContainsKey("alias"))
            && !Declared(elsewhere).Any()
            && !tree.Files.SelectMany(file => file.Blocks).Any(HasAnotherName);
    }

    private static IEnumerable<HclBlock> Declared(IEnumerable<HclFile> files) =>
        files.SelectMany(file => file.Blocks).Where(block => block.Type == "provider" && block.Labels is ["aws"]);

    /// <summary><c>required_providers { amazon = { source = "hashicorp/aws" } }</c></summary>
    private static bool HasAnotherName(HclBlock block) => block.Type == "terraform" && block.Blocks
        .Where(nested => nested.Type == "required_providers")
        .SelectMany(nested => nested.Attributes)
        .Any(pair => pair.Key != "aws" && pair.Value.Contains("hashicorp/aws\"", StringComparison.Ordinal));

    public static string Block(string alias, string settings) =>
        $"\nprovider \"aws\" {{\n{(alias.Length > 0 ? $"  alias = \"{alias}\"\n" : "")}{settings}\n}}\n";
}

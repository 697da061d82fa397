using System.Text.RegularExpressions;

namespace PrivateInvoke.Terraform;

/// <summary>
/// Ephemeral resources of AWS: terraform reads them while it plans, and neither an override nor a test can say anything in their place.
/// In a workspace each reference to one is a value that only an apply would tell, of whatever type.
/// </summary>
internal static partial class UnreadValues
{
    /// <summary>Of which nothing is known before an apply.</summary>
    public const string Name = "terraform_data.private_invoke_unread";

    /// <summary>What a module needs that refers to it.</summary>
    public const string Source = "\nresource \"terraform_data\" \"private_invoke_unread\" {\n  input = \"\"\n}\n";

    public static IEnumerable<HclBlock> In(HclFile file) =>
        file.Blocks.Where(block => block is { Type: "ephemeral", Labels: [var type, _] } && type.StartsWith("aws_", StringComparison.Ordinal));

    /// <param name="module">The files of the module, whose references are to what any of them declares.</param>
    /// <param name="text">One of the files, or its text with the blocks blanked.</param>
    public static string Free(IReadOnlyCollection<HclFile> module, string text)
    {
        var names = module.SelectMany(In)
            .Select(block => $"{block.Type}.{block.Labels[0]}.{block.Labels[1]}").ToHashSet();
        if (names.Count == 0)
            return text;

        var freed = DependsOn().Replace(text, match => Replace(match.Value, Name));
        return Replace(freed, $"jsondecode({Name}.output)");

        string Replace(string where, string by) => Reference().Replace(where, match => names.Contains(match.Value) ? by : match.Value);
    }

    [GeneratedRegex(@"(?<![\w.-])depends_on""?\s*[=:]\s*\[[^\]]*\]")]
    private static partial Regex DependsOn();

    [GeneratedRegex(@"(?<![\w.-])ephemeral\.[a-zA-Z_][\w-]*\.[a-zA-Z_][\w-]*")]
    private static partial Regex Reference();
}

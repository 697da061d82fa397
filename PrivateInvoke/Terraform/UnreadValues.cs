using System.Text;
using System.Text.RegularExpressions;

namespace PrivateInvoke.Terraform;

/// <summary>
/// What terraform reads while it plans and a test cannot say anything in the place of: ephemeral resources of AWS, and the states of
/// other configurations. In a workspace each reference to one is a value that only an apply would tell, of whatever type.
/// </summary>
internal static partial class UnreadValues
{
    private const string Name = "terraform_data.private_invoke_unread";

    public static IEnumerable<HclBlock> In(HclFile file) => file.Blocks.Where(block => block switch
    {
        { Type: "ephemeral", Labels: [var type, _] } => type.StartsWith("aws_", StringComparison.Ordinal),
        { Type: "data", Labels: ["terraform_remote_state", _] } => block.Literal("backend") != "local",
        _ => false,
    });

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

    /// <returns>What a module needs that has some; else nothing.</returns>
    public static string Source(IReadOnlyCollection<HclFile> module) => module.SelectMany(In).Any()
        ? new StringBuilder("\nresource \"terraform_data\" \"").Append(Name.Split('.')[1]).Append("\" {\n  input = \"\"\n}\n").ToString()
        : "";

    [GeneratedRegex(@"^[ \t]*depends_on[ \t]*=[ \t]*\[[^\]]*\]", RegexOptions.Multiline)]
    private static partial Regex DependsOn();

    [GeneratedRegex(@"(?<![\w.-])(ephemeral|data)\.[a-zA-Z_][\w-]*\.[a-zA-Z_][\w-]*")]
    private static partial Regex Reference();
}

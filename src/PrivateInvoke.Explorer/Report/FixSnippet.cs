using System.Text;
using System.Text.RegularExpressions;

namespace PrivateInvoke.Explorer.Report;

/// <summary>A hop's fix as HCL to copy, where its sentence names a resource with arguments, or an argument of one that is there.</summary>
public static partial class FixSnippet
{
    /// <returns>Null where the fix is no block of Terraform.</returns>
    public static string? Of(string fix)
    {
        if (Added().Match(fix) is { Success: true } added)
            return Block(added.Groups["type"].Value, "this", Parts(added.Groups["arguments"].Value));
        return Changed().Match(fix) is { Success: true } changed
            ? Block(changed.Groups["type"].Value, changed.Groups["name"].Value, ["…", changed.Groups["argument"].Value])
            : null;
    }

    private static string Block(string type, string name, IReadOnlyList<string> parts)
    {
        var width = parts.Select(part => Argument().Match(part)).Where(match => match.Success).Select(match => match.Groups["name"].Length).DefaultIfEmpty(0).Max();
        var text = new StringBuilder().Append($"resource \"{type}\" \"{name}\" {{\n");
        foreach (var part in parts)
        {
            // What is no assignment says what has to be there.
            text.Append(Argument().Match(part) is { Success: true } argument
                ? $"  {argument.Groups["name"].Value.PadRight(width)} = {argument.Groups["value"].Value}\n"
                : $"  # {part}\n");
        }

        return text.Append('}').ToString();
    }

    /// <summary>A comma in a text or a list separates nothing.</summary>
    private static IReadOnlyList<string> Parts(string arguments) =>
        [.. Separator().Split(arguments).Select(part => part.StartsWith("and ", StringComparison.Ordinal) ? part[4..] : part)];

    [GeneratedRegex("""^Add resource "(?<type>\w+)" with (?<arguments>.+?)\.?$""", RegexOptions.Singleline)]
    private static partial Regex Added();

    [GeneratedRegex("""^Set (?<argument>\w+ = ("[^"]*"|[\w.]+)) on (module\.[\w.]+\.)?(?<type>aws_\w+)\.(?<name>\w+)""")]
    private static partial Regex Changed();

    [GeneratedRegex(""", (?=(?:[^"\[]|"[^"]*"|\[[^\]]*\])*$)""")]
    private static partial Regex Separator();

    [GeneratedRegex("""^(?<name>\w+) = (?<value>\S.*)$""")]
    private static partial Regex Argument();
}

using System.Text;
using System.Text.RegularExpressions;

namespace PrivateInvoke.Fixes;

/// <summary>Writes HCL as <c>terraform fmt</c> does.</summary>
internal static partial class HclWriter
{
    public static string Block(string header, IReadOnlyList<Argument> arguments)
    {
        var attributes = Aligned(arguments.TakeWhile(argument => !argument.IsBlocks).Select(argument => (argument.Name, argument.Hcl)));
        // Blocks come last, each after an empty line.
        var blocks = arguments.SkipWhile(argument => !argument.IsBlocks).Select(argument => $"{Indented(argument.Hcl)}\n");
        return $"{header} {{\n{string.Join('\n', blocks.Prepend(attributes).Where(part => part.Length > 0))}}}\n";
    }

    /// <summary>A string literal: what Terraform would take for a template is escaped.</summary>
    public static string Quoted(string text) => $"\"{Escaped(text)}\"";

    public static string Escaped(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal)
        .Replace("${", "$${", StringComparison.Ordinal).Replace("%{", "%%{", StringComparison.Ordinal);

    public static string Key(string name) => Identifier().IsMatch(name) ? name : Quoted(name);

    public static string Object(IEnumerable<(string Name, string Hcl)> members)
    {
        var all = members.ToArray();
        if (all.Length == 0)
            return "{}";

        return $"{{\n{Aligned(all.Select(member => (Key(member.Name), member.Hcl)))}}}";
    }

    /// <summary>Neighbours of one line each have their equals signs below each other.</summary>
    private static string Aligned(IEnumerable<(string Name, string Hcl)> members)
    {
        var text = new StringBuilder();
        var line = new List<(string Name, string Hcl)>();
        foreach (var member in members)
        {
            if (!member.Hcl.Contains('\n'))
            {
                line.Add(member);
                continue;
            }

            End();
            text.Append($"  {member.Name} = {Indented(member.Hcl).TrimStart()}\n");
        }

        End();
        return text.ToString();

        void End()
        {
            var width = line.Select(one => one.Name.Length).DefaultIfEmpty(0).Max();
            foreach (var (name, hcl) in line)
                text.Append($"  {name.PadRight(width)} = {hcl}\n");
            line.Clear();
        }
    }

    public static string List(IEnumerable<string> items)
    {
        var all = items.ToArray();
        var line = $"[{string.Join(", ", all)}]";
        return line.Contains('\n') || line.Length > 100 ? $"[\n{string.Concat(all.Select(item => $"{Indented(item)},\n"))}]" : line;
    }

    private static string Indented(string text) => string.Join('\n', text.Split('\n').Select(line => line.Length == 0 ? line : $"  {line}"));

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_-]*$")]
    private static partial Regex Identifier();
}

using System.Text;
using System.Text.RegularExpressions;

namespace PrivateInvoke.Terraform;

/// <summary>
/// Lets a plan read its policy documents. Terraform takes a data source's reference to a resource for a <c>depends_on</c>, and reads no
/// such data source before an apply, even where all that it needs is known. A reference through a local value is none to it, and what a
/// policy document says is computed from nothing else.
/// </summary>
internal static partial class PolicyDocumentReads
{
    /// <param name="text">The file's text, or one whose offsets are the same.</param>
    /// <param name="resources">The module's own, as <c>type.name</c>.</param>
    /// <param name="number">Of the file in its module: local values need names of their own.</param>
    public static string Free(HclFile file, string text, IReadOnlySet<string> resources, int number)
    {
        var changed = new StringBuilder();
        var locals = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var at = 0;
        foreach (var block in file.Blocks.Where(block => block.End > 0))
        {
            var isDocument = block is { Type: "data", Labels: ["aws_iam_policy_document", _] };
            if (!isDocument && block.Type != "module")
                continue;

            var body = DependsOn().Replace(text[block.Start..block.End], match => $"{match.Groups[1].Value}[{Blank(match.Groups[2].Value)}]");
            if (isDocument)
                body = Reference().Replace(body, match => resources.Contains(match.Value) ? Local(match.Value) : match.Value);

            changed.Append(text, at, block.Start - at).Append(body);
            at = block.End;
        }

        changed.Append(text, at, text.Length - at);
        if (locals.Count == 0)
            return changed.ToString();

        if (file.IsJson)
            return WithLocals(changed.ToString(), locals);

        changed.Append("\nlocals {\n");
        foreach (var (name, resource) in locals)
            changed.Append("  ").Append(name).Append(" = ").Append(resource).Append('\n');

        return changed.Append("}\n").ToString();

        string Local(string resource)
        {
            var name = $"private_invoke_{number}_{resource.Replace('.', '_')}";
            locals[name] = resource;
            return $"local.{name}";
        }
    }

    /// <summary>The body of a file in JSON is an object, or a list of them; of one type there may be several blocks.</summary>
    private static string WithLocals(string json, SortedDictionary<string, string> locals)
    {
        var block = $"\"locals\": {{{string.Join(", ", locals.Select(local => $"\"{local.Key}\": \"${{{local.Value}}}\""))}}}";
        var open = json.AsSpan().IndexOfAny('{', '[') + 1;
        return $"{json[..open]}{(json[open - 1] == '[' ? $"{{{block}}}" : block)},{json[open..]}";
    }

    private static string Blank(string text) => string.Concat(text.Select(c => c is '\n' or '\r' ? c : ' '));

    [GeneratedRegex(@"(?<![\w.-])(depends_on""?\s*[=:]\s*)\[([^\]]*)\]")]
    private static partial Regex DependsOn();

    [GeneratedRegex(@"(?<![\w.-])[a-zA-Z]\w*\.[a-zA-Z_][\w-]*")]
    private static partial Regex Reference();
}

namespace PrivateInvoke.Terraform;

/// <summary>
/// Finds the blocks of a <c>.tf</c> file, not what they mean: expressions stay text. Strings with their interpolations, heredocs and
/// comments are passed over. What is not HCL is passed over too: terraform itself tells the user what is wrong with it.
/// </summary>
public sealed class HclScanner
{
    private readonly string text;
    private readonly List<string> strings = [];
    private int at;
    private int line = 1;
    private int lineAt;

    private HclScanner(string text) => this.text = text;

    /// <summary>The file's blocks, and every quoted string in it as it is written between its quotes.</summary>
    public static (IReadOnlyList<HclBlock> Blocks, IReadOnlyList<string> Strings) Scan(string text)
    {
        var scanner = new HclScanner(text);
        var (_, blocks) = scanner.Body();
        return (blocks, scanner.strings);
    }

    /// <summary>Where the call that begins at <paramref name="start"/> ends: after its closing bracket.</summary>
    public static int EndOfCall(string text, int start)
    {
        var open = text.IndexOf('(', start);
        if (open < 0)
            return text.Length;

        var scanner = new HclScanner(text) { at = open + 1 };
        scanner.SkipExpression(untilLineEnd: false);
        return Math.Min(scanner.at + 1, text.Length);
    }

    private (Dictionary<string, string> Attributes, List<HclBlock> Blocks) Body()
    {
        Dictionary<string, string> attributes = [];
        List<HclBlock> blocks = [];
        while (SkipBlank() && text[at] != '}')
        {
            var start = at;
            if (!IsName(text[at]))
            {
                // A stray character, or an opening brace of something that is not a block.
                SkipExpression(untilLineEnd: true);
                at = Math.Max(at, start + 1);
                continue;
            }

            var name = Name();
            SkipSpaces();
            if (at < text.Length && text[at] == '=')
            {
                at++;
                SkipSpaces();
                var from = at;
                SkipExpression(untilLineEnd: true);
                attributes[name] = text[from..at].Trim();
            }
            else if (Labels() is { } labels)
            {
                var block = new HclBlock { Type = name, Labels = labels, Line = LineOf(start), Start = start };
                at++;
                var (inner, nested) = Body();
                at = Math.Min(at + 1, text.Length);
                blocks.Add(block with { Attributes = inner, Blocks = nested, End = at });
            }
        }

        return (attributes, blocks);
    }

    /// <summary>The labels before an opening brace; null where no brace follows on the line.</summary>
    private List<string>? Labels()
    {
        List<string> labels = [];
        while (at < text.Length)
        {
            SkipSpaces();
            if (at >= text.Length || text[at] is '\n' or '}')
                return null;
            if (text[at] == '{')
                return labels;

            if (text[at] == '"')
            {
                var from = at + 1;
                SkipString();
                labels.Add(text[from..Math.Max(from, at - 1)]);
            }
            else if (IsName(text[at]))
            {
                labels.Add(Name());
            }
            else
            {
                SkipExpression(untilLineEnd: true);
                return null;
            }
        }

        return null;
    }

    /// <summary>Passes over an expression: to the line's end outside of brackets, or to the bracket that closes the one before it.</summary>
    private void SkipExpression(bool untilLineEnd)
    {
        for (var depth = 0; at < text.Length;)
        {
            var c = text[at];
            if (depth == 0 && untilLineEnd && (c is '\n' or ',' or '#' || text.AsSpan(at).StartsWith("//")))
                return;

            if (c is ')' or ']' or '}' && depth-- == 0)
                return;

            if (SkipComment())
                continue;

            if (c == '"')
                SkipString();
            else if (c == '<' && IsHeredoc())
                SkipHeredoc();
            else
                at++;

            if (c is '(' or '[' or '{')
                depth++;
        }
    }

    /// <summary>Passes over a quoted template; an interpolation may hold quotes, braces and further templates.</summary>
    private void SkipString()
    {
        var from = ++at;
        while (at < text.Length && text[at] is not ('"' or '\n'))
        {
            if (text[at] == '\\')
                at += 2;
            else if (!SkipInterpolation())
                at++;
        }

        at = Math.Min(at, text.Length);
        strings.Add(text[from..at]);
        at = Math.Min(at + 1, text.Length);
    }

    private bool SkipInterpolation()
    {
        if (at + 1 >= text.Length || text[at] is not ('$' or '%') || text[at + 1] != '{' || (at > 0 && text[at - 1] == text[at]))
            return false;

        at += 2;
        SkipExpression(untilLineEnd: false);
        at = Math.Min(at + 1, text.Length);
        return true;
    }

    private bool IsHeredoc()
    {
        var name = text.AsSpan(at).StartsWith("<<-") ? at + 3 : at + 2;
        return text.AsSpan(at).StartsWith("<<") && name < text.Length && IsName(text[name]);
    }

    private void SkipHeredoc()
    {
        at += text[at + 2] == '-' ? 3 : 2;
        var marker = Name();
        do
        {
            var lineEnd = text.IndexOf('\n', at);
            at = lineEnd < 0 ? text.Length : lineEnd + 1;
        }
        while (at < text.Length && CurrentLine().Trim() is var current && !current.Equals(marker, StringComparison.Ordinal));

        at = Math.Min(at + CurrentLine().Length, text.Length);
    }

    private ReadOnlySpan<char> CurrentLine()
    {
        var rest = text.AsSpan(at);
        var lineEnd = rest.IndexOf('\n');
        return lineEnd < 0 ? rest : rest[..lineEnd];
    }

    private bool SkipBlank()
    {
        // Commas: an object's members are read as a body is.
        while (at < text.Length && (char.IsWhiteSpace(text[at]) || text[at] == ',' || SkipComment()))
        {
            if (at < text.Length && (char.IsWhiteSpace(text[at]) || text[at] == ','))
                at++;
        }

        return at < text.Length;
    }

    private void SkipSpaces()
    {
        while (at < text.Length && text[at] is ' ' or '\t' or '\r')
            at++;
    }

    /// <summary>Leaves the line's end where it is: it ends an attribute.</summary>
    private bool SkipComment()
    {
        var rest = text.AsSpan(at);
        if (rest.StartsWith("#") || rest.StartsWith("//"))
        {
            at += CurrentLine().Length;
            return true;
        }

        if (!rest.StartsWith("/*"))
            return false;

        var close = text.IndexOf("*/", at + 2, StringComparison.Ordinal);
        at = close < 0 ? text.Length : close + 2;
        return true;
    }

    private string Name()
    {
        var from = at;
        while (at < text.Length && IsName(text[at]))
            at++;

        return text[from..at];
    }

    private int LineOf(int offset)
    {
        line += text.AsSpan(lineAt, offset - lineAt).Count('\n');
        lineAt = offset;
        return line;
    }

    private static bool IsName(char c) => char.IsLetterOrDigit(c) || c is '_' or '-';
}

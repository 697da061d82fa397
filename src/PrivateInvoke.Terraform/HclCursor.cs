namespace PrivateInvoke.Terraform;

/// <summary>
/// A place in a <c>.tf</c> file's text. It passes over strings with their interpolations, heredocs, comments and brackets as wholes, and
/// over what is not HCL too: terraform itself tells the user what is wrong with it.
/// </summary>
internal abstract class HclCursor(string text)
{
    private readonly List<string> _strings = [];

    protected string Text { get; } = text;

    protected int At { get; set; }

    /// <summary>Every quoted string that was passed over, as it is written between its quotes.</summary>
    protected IReadOnlyList<string> Strings => _strings;

    /// <summary>Passes over one character, comment, string, heredoc or bracket with all that is in it; true for what has parts.</summary>
    protected bool SkipPart()
    {
        if (SkipComment())
            return false;

        switch (Text[At])
        {
            case '"':
                SkipString();
                return true;
            case '<' when IsHeredoc():
                SkipHeredoc();
                return true;
            case '(' or '[' or '{':
                At++;
                SkipExpression(untilLineEnd: false);
                At = Math.Min(At + 1, Text.Length);
                return true;
            default:
                At++;
                return false;
        }
    }

    /// <summary>Passes over an expression: to the line's end outside of brackets, or to the bracket that closes the one before it.</summary>
    protected void SkipExpression(bool untilLineEnd)
    {
        for (var depth = 0; At < Text.Length;)
        {
            var c = Text[At];
            if (depth == 0 && untilLineEnd && (c is '\n' or ',' or '#' || Text.AsSpan(At).StartsWith("//")))
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
                At++;

            if (c is '(' or '[' or '{')
                depth++;
        }
    }

    /// <summary>Passes over a quoted template; an interpolation may hold quotes, braces and further templates.</summary>
    protected void SkipString()
    {
        var from = ++At;
        while (At < Text.Length && Text[At] is not ('"' or '\n'))
        {
            if (Text[At] == '\\')
                At += 2;
            else if (!SkipInterpolation())
                At++;
        }

        At = Math.Min(At, Text.Length);
        _strings.Add(Text[from..At]);
        At = Math.Min(At + 1, Text.Length);
    }

    protected bool SkipInterpolation()
    {
        if (At + 1 >= Text.Length || Text[At] is not ('$' or '%') || Text[At + 1] != '{' || (At > 0 && Text[At - 1] == Text[At]))
            return false;

        At += 2;
        SkipExpression(untilLineEnd: false);
        At = Math.Min(At + 1, Text.Length);
        return true;
    }

    private bool IsHeredoc()
    {
        var name = Text.AsSpan(At).StartsWith("<<-") ? At + 3 : At + 2;
        return Text.AsSpan(At).StartsWith("<<") && name < Text.Length && IsName(Text[name]);
    }

    private void SkipHeredoc()
    {
        At += Text[At + 2] == '-' ? 3 : 2;
        var marker = Name();
        do
        {
            var lineEnd = Text.IndexOf('\n', At);
            At = lineEnd < 0 ? Text.Length : lineEnd + 1;
        }
        while (At < Text.Length && CurrentLine().Trim() is var current && !current.Equals(marker, StringComparison.Ordinal));

        At = Math.Min(At + CurrentLine().Length, Text.Length);
    }

    private ReadOnlySpan<char> CurrentLine()
    {
        var rest = Text.AsSpan(At);
        var lineEnd = rest.IndexOf('\n');
        return lineEnd < 0 ? rest : rest[..lineEnd];
    }

    protected void SkipSpaces()
    {
        while (At < Text.Length && Text[At] is ' ' or '\t' or '\r')
            At++;
    }

    /// <summary>Leaves the line's end where it is: it ends an attribute.</summary>
    protected bool SkipComment()
    {
        var rest = Text.AsSpan(At);
        if (rest.StartsWith("#") || rest.StartsWith("//"))
        {
            At += CurrentLine().Length;
            return true;
        }

        if (!rest.StartsWith("/*"))
            return false;

        var close = Text.IndexOf("*/", At + 2, StringComparison.Ordinal);
        At = close < 0 ? Text.Length : close + 2;
        return true;
    }

    protected string Name()
    {
        var from = At;
        while (At < Text.Length && IsName(Text[At]))
            At++;

        return Text[from..At];
    }

    protected static bool IsName(char c) => char.IsLetterOrDigit(c) || c is '_' or '-';
}

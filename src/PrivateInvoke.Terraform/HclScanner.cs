namespace PrivateInvoke.Terraform;

/// <summary>
/// Finds the blocks of a <c>.tf</c> file, not what they mean: expressions stay text. Strings with their interpolations, heredocs and
/// comments are passed over. What is not HCL is passed over too: terraform itself tells the user what is wrong with it.
/// </summary>
public sealed class HclScanner
{
    private readonly string _text;
    private readonly List<string> _strings = [];
    private int _at;
    private int _line = 1;
    private int _lineAt;

    private HclScanner(string text) => _text = text;

    /// <summary>The file's blocks, and every quoted string in it as it is written between its quotes.</summary>
    public static (IReadOnlyList<HclBlock> Blocks, IReadOnlyList<string> Strings) Scan(string text)
    {
        var scanner = new HclScanner(text);
        var (_, _, blocks) = scanner.Body();
        return (blocks, scanner._strings);
    }

    /// <summary>Where the call that begins at <paramref name="start"/> ends: after its closing bracket.</summary>
    public static int EndOfCall(string text, int start)
    {
        var open = text.IndexOf('(', start);
        if (open < 0)
            return text.Length;

        var scanner = new HclScanner(text) { _at = open + 1 };
        scanner.SkipExpression(untilLineEnd: false);
        return Math.Min(scanner._at + 1, text.Length);
    }

    /// <summary>
    /// The parts of an expression that are around an offset, the innermost first and the whole expression last. A part can be replaced by
    /// another expression: the whole, an argument, an item of a list, a member's value in an object, what a template interpolates.
    /// </summary>
    public static IReadOnlyList<Range> Around(string text, Range expression, int offset)
    {
        List<Range> parts = [];
        new HclScanner(text).Descend(expression.Start.Value, expression.End.Value, offset, parts);
        parts.Reverse();
        return parts;
    }

    private void Descend(int from, int to, int offset, List<Range> parts)
    {
        for (_at = from; _at < to && (char.IsWhiteSpace(_text[_at]) || SkipComment());)
        {
            if (_at < to && char.IsWhiteSpace(_text[_at]))
                _at++;
        }

        from = _at;
        to = from + _text.AsSpan(from, Math.Max(0, to - from)).TrimEnd().Length;
        if (from >= to)
            return;

        parts.Add(from..to);
        while (_at < to && _at <= offset)
        {
            var start = _at;
            if (!SkipPart())
                continue;
            if (offset <= start || offset >= _at)
                continue;

            if (_text[start] is '"' or '<')
                Interpolated(start + 1, _at - 1, offset, parts);
            else if (!(_text[start] == '[' && IsIndex(start, from)))
                Item(start + 1, _at - 1, _text[start] == '{', offset, parts);
            return;
        }
    }

    /// <summary>Passes over one character, comment, string, heredoc or bracket with all that is in it; true for what has parts.</summary>
    private bool SkipPart()
    {
        if (SkipComment())
            return false;

        switch (_text[_at])
        {
            case '"':
                SkipString();
                return true;
            case '<' when IsHeredoc():
                SkipHeredoc();
                return true;
            case '(' or '[' or '{':
                _at++;
                SkipExpression(untilLineEnd: false);
                _at = Math.Min(_at + 1, _text.Length);
                return true;
            default:
                _at++;
                return false;
        }
    }

    /// <summary>An opening bracket after a value is an index of it, and no list.</summary>
    private bool IsIndex(int bracket, int from) =>
        bracket > from && (IsName(_text[bracket - 1]) || _text[bracket - 1] is ')' or ']' or '}' or '"' or '*');

    /// <summary>The item of a bracket that the offset is in. One of a <c>for</c> expression depends on what the expression is over.</summary>
    private void Item(int from, int close, bool isObject, int offset, List<Range> parts)
    {
        if (_text.AsSpan(from, close - from).TrimStart() is var inner && inner.StartsWith("for") && (inner.Length == 3 || char.IsWhiteSpace(inner[3])))
            return;

        var (begin, isValue) = (from, !isObject);
        for (_at = from; _at < close;)
        {
            var c = _text[_at];
            if (c == ',' || (isObject && c == '\n'))
            {
                if (offset < _at)
                    break;
                (begin, isValue) = (++_at, !isObject);
            }
            else if (!isValue && (c == ':' || (c == '=' && _text[_at + 1] is not ('=' or '>'))))
            {
                (begin, isValue) = (++_at, true);
            }
            else
            {
                SkipPart();
            }
        }

        if (isValue && offset >= begin)
            Descend(begin, Math.Min(_at, close), offset, parts);
    }

    private void Interpolated(int from, int to, int offset, List<Range> parts)
    {
        for (_at = from; _at < to;)
        {
            var start = _at;
            if (_text[_at] == '\\')
                _at += 2;
            else if (!SkipInterpolation())
                _at++;
            else if (offset > start && offset < _at)
            {
                var (open, close) = (start + 2, _at - 1);
                if (_text[start] == '$')
                    Descend(open + (_text[open] == '~' ? 1 : 0), close - (_text[close - 1] == '~' ? 1 : 0), offset, parts);
                return;
            }
        }
    }

    private (Dictionary<string, string> Attributes, Dictionary<string, Range> Places, List<HclBlock> Blocks) Body()
    {
        Dictionary<string, string> attributes = [];
        Dictionary<string, Range> places = [];
        List<HclBlock> blocks = [];
        while (SkipBlank() && _text[_at] != '}')
        {
            var start = _at;
            if (!IsName(_text[_at]))
            {
                // A stray character, or an opening brace of something that is not a block.
                SkipExpression(untilLineEnd: true);
                _at = Math.Max(_at, start + 1);
                continue;
            }

            var name = Name();
            SkipSpaces();
            if (_at < _text.Length && _text[_at] == '=')
            {
                _at++;
                SkipSpaces();
                var from = _at;
                SkipExpression(untilLineEnd: true);
                attributes[name] = _text[from.._at].Trim();
                places[name] = from..(from + _text[from.._at].TrimEnd().Length);
            }
            else if (Labels() is { } labels)
            {
                var block = new HclBlock { Type = name, Labels = labels, Line = LineOf(start), Start = start };
                _at++;
                var (inner, within, nested) = Body();
                _at = Math.Min(_at + 1, _text.Length);
                blocks.Add(block with { Attributes = inner, Places = within, Blocks = nested, End = _at });
            }
        }

        return (attributes, places, blocks);
    }

    /// <summary>The labels before an opening brace; null where no brace follows on the line.</summary>
    private List<string>? Labels()
    {
        List<string> labels = [];
        while (_at < _text.Length)
        {
            SkipSpaces();
            if (_at >= _text.Length || _text[_at] is '\n' or '}')
                return null;
            if (_text[_at] == '{')
                return labels;

            if (_text[_at] == '"')
            {
                var from = _at + 1;
                SkipString();
                labels.Add(_text[from..Math.Max(from, _at - 1)]);
            }
            else if (IsName(_text[_at]))
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
        for (var depth = 0; _at < _text.Length;)
        {
            var c = _text[_at];
            if (depth == 0 && untilLineEnd && (c is '\n' or ',' or '#' || _text.AsSpan(_at).StartsWith("//")))
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
                _at++;

            if (c is '(' or '[' or '{')
                depth++;
        }
    }

    /// <summary>Passes over a quoted template; an interpolation may hold quotes, braces and further templates.</summary>
    private void SkipString()
    {
        var from = ++_at;
        while (_at < _text.Length && _text[_at] is not ('"' or '\n'))
        {
            if (_text[_at] == '\\')
                _at += 2;
            else if (!SkipInterpolation())
                _at++;
        }

        _at = Math.Min(_at, _text.Length);
        _strings.Add(_text[from.._at]);
        _at = Math.Min(_at + 1, _text.Length);
    }

    private bool SkipInterpolation()
    {
        if (_at + 1 >= _text.Length || _text[_at] is not ('$' or '%') || _text[_at + 1] != '{' || (_at > 0 && _text[_at - 1] == _text[_at]))
            return false;

        _at += 2;
        SkipExpression(untilLineEnd: false);
        _at = Math.Min(_at + 1, _text.Length);
        return true;
    }

    private bool IsHeredoc()
    {
        var name = _text.AsSpan(_at).StartsWith("<<-") ? _at + 3 : _at + 2;
        return _text.AsSpan(_at).StartsWith("<<") && name < _text.Length && IsName(_text[name]);
    }

    private void SkipHeredoc()
    {
        _at += _text[_at + 2] == '-' ? 3 : 2;
        var marker = Name();
        do
        {
            var lineEnd = _text.IndexOf('\n', _at);
            _at = lineEnd < 0 ? _text.Length : lineEnd + 1;
        }
        while (_at < _text.Length && CurrentLine().Trim() is var current && !current.Equals(marker, StringComparison.Ordinal));

        _at = Math.Min(_at + CurrentLine().Length, _text.Length);
    }

    private ReadOnlySpan<char> CurrentLine()
    {
        var rest = _text.AsSpan(_at);
        var lineEnd = rest.IndexOf('\n');
        return lineEnd < 0 ? rest : rest[..lineEnd];
    }

    private bool SkipBlank()
    {
        // Commas: an object's members are read as a body is.
        while (_at < _text.Length && (char.IsWhiteSpace(_text[_at]) || _text[_at] == ',' || SkipComment()))
        {
            if (_at < _text.Length && (char.IsWhiteSpace(_text[_at]) || _text[_at] == ','))
                _at++;
        }

        return _at < _text.Length;
    }

    private void SkipSpaces()
    {
        while (_at < _text.Length && _text[_at] is ' ' or '\t' or '\r')
            _at++;
    }

    /// <summary>Leaves the line's end where it is: it ends an attribute.</summary>
    private bool SkipComment()
    {
        var rest = _text.AsSpan(_at);
        if (rest.StartsWith("#") || rest.StartsWith("//"))
        {
            _at += CurrentLine().Length;
            return true;
        }

        if (!rest.StartsWith("/*"))
            return false;

        var close = _text.IndexOf("*/", _at + 2, StringComparison.Ordinal);
        _at = close < 0 ? _text.Length : close + 2;
        return true;
    }

    private string Name()
    {
        var from = _at;
        while (_at < _text.Length && IsName(_text[_at]))
            _at++;

        return _text[from.._at];
    }

    private int LineOf(int offset)
    {
        _line += _text.AsSpan(_lineAt, offset - _lineAt).Count('\n');
        _lineAt = offset;
        return _line;
    }

    private static bool IsName(char c) => char.IsLetterOrDigit(c) || c is '_' or '-';
}

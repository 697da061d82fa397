namespace PrivateInvoke.Terraform;

/// <summary>Finds the parts of an HCL expression by their brackets and quotes; what they mean stays terraform's.</summary>
internal sealed class ExpressionParts : HclCursor
{
    private ExpressionParts(string text)
        : base(text)
    {
    }

    /// <summary>
    /// The parts of an expression that are around an offset, the innermost first and the whole expression last. A part can be replaced by
    /// another expression: the whole, an argument, an item of a list, a member's value in an object, what a template interpolates.
    /// </summary>
    public static IReadOnlyList<Range> Around(string text, Range expression, int offset)
    {
        List<Range> parts = [];
        new ExpressionParts(text).Descend(expression.Start.Value, expression.End.Value, offset, parts);
        parts.Reverse();
        return parts;
    }

    /// <summary>Where the call that begins at <paramref name="start"/> ends: after its closing bracket.</summary>
    public static int EndOfCall(string text, int start)
    {
        var open = text.IndexOf('(', start);
        if (open < 0)
            return text.Length;

        var scanner = new ExpressionParts(text) { At = open + 1 };
        scanner.SkipExpression(untilLineEnd: false);
        return Math.Min(scanner.At + 1, text.Length);
    }

    private void Descend(int from, int to, int offset, List<Range> parts)
    {
        for (At = from; At < to && (char.IsWhiteSpace(Text[At]) || SkipComment());)
        {
            if (At < to && char.IsWhiteSpace(Text[At]))
                At++;
        }

        from = At;
        to = from + Text.AsSpan(from, Math.Max(0, to - from)).TrimEnd().Length;
        if (from >= to)
            return;

        parts.Add(from..to);
        while (At < to && At <= offset)
        {
            var start = At;
            if (!SkipPart())
                continue;
            if (offset <= start || offset >= At)
                continue;

            if (Text[start] is '"' or '<')
                Interpolated(start + 1, At - 1, offset, parts);
            else if (!(Text[start] == '[' && IsIndex(start, from)))
                Item(start + 1, At - 1, Text[start] == '{', offset, parts);
            return;
        }
    }

    /// <summary>An opening bracket after a value is an index of it, and no list.</summary>
    private bool IsIndex(int bracket, int from) =>
        bracket > from && (IsName(Text[bracket - 1]) || Text[bracket - 1] is ')' or ']' or '}' or '"' or '*');

    /// <summary>The item of a bracket that the offset is in. One of a <c>for</c> expression depends on what the expression is over.</summary>
    private void Item(int from, int close, bool isObject, int offset, List<Range> parts)
    {
        if (Text.AsSpan(from, close - from).TrimStart() is var inner && inner.StartsWith("for") && (inner.Length == 3 || char.IsWhiteSpace(inner[3])))
            return;

        var (begin, isValue) = (from, !isObject);
        for (At = from; At < close;)
        {
            var c = Text[At];
            if (c == ',' || (isObject && c == '\n'))
            {
                if (offset < At)
                    break;
                (begin, isValue) = (++At, !isObject);
            }
            else if (!isValue && (c == ':' || (c == '=' && Text[At + 1] is not ('=' or '>'))))
            {
                (begin, isValue) = (++At, true);
            }
            else
            {
                SkipPart();
            }
        }

        if (isValue && offset >= begin)
            Descend(begin, Math.Min(At, close), offset, parts);
    }

    private void Interpolated(int from, int to, int offset, List<Range> parts)
    {
        for (At = from; At < to;)
        {
            var start = At;
            if (Text[At] == '\\')
                At += 2;
            else if (!SkipInterpolation())
                At++;
            else if (offset > start && offset < At)
            {
                // A text may end in the middle of it.
                var (open, close) = (start + 2, At - 1);
                if (Text[start] == '$' && open < close)
                    Descend(open + (Text[open] == '~' ? 1 : 0), close - (Text[close - 1] == '~' ? 1 : 0), offset, parts);
                return;
            }
        }
    }
}

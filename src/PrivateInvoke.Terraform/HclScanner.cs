namespace PrivateInvoke.Terraform;

/// <summary>Finds the blocks of a <c>.tf</c> file, not what they mean: expressions stay text.</summary>
internal sealed class HclScanner : HclCursor
{
    private int _line = 1;
    private int _lineAt;

    private HclScanner(string text)
        : base(text)
    {
    }

    /// <summary>The file's blocks, and every quoted string in it as it is written between its quotes.</summary>
    public static (IReadOnlyList<HclBlock> Blocks, IReadOnlyList<string> Strings) Scan(string text)
    {
        var scanner = new HclScanner(text);
        var (_, _, blocks) = scanner.Body();
        return (blocks, scanner.Strings);
    }

    private (Dictionary<string, string> Attributes, Dictionary<string, Range> Places, List<HclBlock> Blocks) Body()
    {
        Dictionary<string, string> attributes = [];
        Dictionary<string, Range> places = [];
        List<HclBlock> blocks = [];
        while (SkipBlank() && Text[At] != '}')
        {
            var start = At;
            if (!IsName(Text[At]))
            {
                // A stray character, or an opening brace of something that is not a block.
                SkipExpression(untilLineEnd: true);
                At = Math.Max(At, start + 1);
                continue;
            }

            var name = Name();
            SkipSpaces();
            if (At < Text.Length && Text[At] == '=')
            {
                At++;
                SkipSpaces();
                var from = At;
                SkipExpression(untilLineEnd: true);
                attributes[name] = Text[from..At].Trim();
                places[name] = from..(from + Text[from..At].TrimEnd().Length);
            }
            else if (Labels() is { } labels)
            {
                var block = new HclBlock { Type = name, Labels = labels, Line = LineOf(start), Start = start };
                At++;
                var (inner, within, nested) = Body();
                At = Math.Min(At + 1, Text.Length);
                blocks.Add(block with { Attributes = inner, Places = within, Blocks = nested, End = At });
            }
        }

        return (attributes, places, blocks);
    }

    /// <summary>The labels before an opening brace; null where no brace follows on the line.</summary>
    private List<string>? Labels()
    {
        List<string> labels = [];
        while (At < Text.Length)
        {
            SkipSpaces();
            if (At >= Text.Length || Text[At] is '\n' or '}')
                return null;
            if (Text[At] == '{')
                return labels;

            if (Text[At] == '"')
            {
                var from = At + 1;
                SkipString();
                labels.Add(Text[from..Math.Max(from, At - 1)]);
            }
            else if (IsName(Text[At]))
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

    private bool SkipBlank()
    {
        // Commas: an object's members are read as a body is.
        while (At < Text.Length && (char.IsWhiteSpace(Text[At]) || Text[At] == ',' || SkipComment()))
        {
            if (At < Text.Length && (char.IsWhiteSpace(Text[At]) || Text[At] == ','))
                At++;
        }

        return At < Text.Length;
    }

    private int LineOf(int offset)
    {
        _line += Text.AsSpan(_lineAt, offset - _lineAt).Count('\n');
        _lineAt = offset;
        return _line;
    }
}

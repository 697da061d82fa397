namespace PrivateInvoke.Explorer;

/// <summary>Names by their characters, and numbers in them by their value: <c>orders-25</c> before <c>orders-249</c>.</summary>
internal sealed class NameOrder : IComparer<string>
{
    public static NameOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        var left = x.AsSpan();
        var right = y.AsSpan();
        while (left.Length > 0 && right.Length > 0)
        {
            var first = Part(ref left);
            var second = Part(ref right);
            var order = char.IsAsciiDigit(first[0]) && char.IsAsciiDigit(second[0]) ? ByValue(first, second) : first.SequenceCompareTo(second);
            if (order != 0)
                return order;
        }

        var length = left.Length.CompareTo(right.Length);
        return length != 0 ? length : string.CompareOrdinal(x, y);
    }

    /// <summary>The next number, or the next character that is no digit.</summary>
    private static ReadOnlySpan<char> Part(ref ReadOnlySpan<char> text)
    {
        var digits = text.IndexOfAnyExceptInRange('0', '9');
        var part = text[..(digits switch { -1 => text.Length, 0 => 1, _ => digits })];
        text = text[part.Length..];
        return part;
    }

    /// <summary>Of any length.</summary>
    private static int ByValue(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        left = left.TrimStart('0');
        right = right.TrimStart('0');
        var length = left.Length.CompareTo(right.Length);
        return length != 0 ? length : left.SequenceCompareTo(right);
    }
}

using System.Globalization;
using System.Text;

namespace PrivateInvoke.Local.Lambda.Runtime;

/// <summary>Text of a client on its way into a header of the Runtime API, which runtimes read as ASCII.</summary>
internal static class HeaderText
{
    public static bool IsPlain(string text) => !text.AsSpan().ContainsAnyExceptInRange(' ', '~');

    /// <summary>The same JSON in ASCII: what is not can stand in strings alone, where it may be written as <c>\u00e9</c>.</summary>
    public static string OfJson(string json)
    {
        if (IsPlain(json))
            return json;

        var ascii = new StringBuilder(json.Length + 16);
        foreach (var c in json)
        {
            if (c is >= ' ' and <= '~')
                ascii.Append(c);
            else if (c < ' ')
                ascii.Append(' ');
            else
                ascii.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
        }

        return ascii.ToString();
    }
}

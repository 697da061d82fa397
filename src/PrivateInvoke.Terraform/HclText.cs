using System.Text;

namespace PrivateInvoke.Terraform;

/// <summary>Values in Terraform's native syntax.</summary>
internal static class HclText
{
    /// <summary>The string literal that means exactly this text.</summary>
    public static string Quote(string text)
    {
        var literal = new StringBuilder("\"");
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            literal.Append(character switch
            {
                '"' => "\\\"",
                '\\' => @"\\",
                '\n' => @"\n",
                '\r' => @"\r",
                '\t' => @"\t",
                '$' or '%' when i + 1 < text.Length && text[i + 1] == '{' => $"{character}{character}",
                _ => $"{character}",
            });
        }

        return literal.Append('"').ToString();
    }

    /// <summary>The place in a text that terraform counts in bytes.</summary>
    public static int CharacterAt(string text, int offset)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return Encoding.UTF8.GetCharCount(bytes, 0, Math.Min(offset, bytes.Length));
    }
}

using System.Text;

namespace PrivateInvoke.Plan;

internal static class ModuleAddress
{
    /// <summary><c>module.a["x.y"].module.b[0]</c> to <c>module.a.module.b</c></summary>
    public static string WithoutKeys(string address)
    {
        if (!address.Contains('['))
            return address;

        var text = new StringBuilder(address.Length);
        var (inKey, inQuotes) = (false, false);
        for (var i = 0; i < address.Length; i++)
        {
            var c = address[i];
            if (inQuotes && c == '\\')
                i++;
            else if (inKey && c == '"')
                inQuotes = !inQuotes;
            else if (!inQuotes && c is '[' or ']')
                inKey = c == '[';
            else if (!inKey)
                text.Append(c);
        }

        return text.ToString();
    }

    /// <summary><c>module.a["x.y"].module.b[0]</c> to <c>module.a["x.y"]</c>; of <c>module.a</c>, the empty root.</summary>
    public static string Parent(string address)
    {
        var (parent, inQuotes) = (0, false);
        for (var i = 0; i < address.Length; i++)
        {
            if (inQuotes && address[i] == '\\')
                i++;
            else if (address[i] == '"')
                inQuotes = !inQuotes;
            else if (!inQuotes && i > 0 && string.CompareOrdinal(address, i, ".module.", 0, ".module.".Length) == 0)
                parent = i;
        }

        return address[..parent];
    }

    /// <summary>Whether a pattern that leaves out some keys, or all, means an instance: <c>module.a.b.c["x"]</c> means <c>module.a[0].b.c["x"]</c>.</summary>
    public static bool Means(string pattern, string address)
    {
        var at = 0;
        for (var i = 0; i < address.Length;)
        {
            if (at < pattern.Length && pattern[at] == address[i])
                (at, i) = (at + 1, i + 1);
            else if (address[i] == '[' && (at == pattern.Length || pattern[at] == '.'))
                i += KeyLength(address.AsSpan(i));
            else
                return false;
        }

        return at == pattern.Length;
    }

    private static int KeyLength(ReadOnlySpan<char> key)
    {
        var inQuotes = false;
        for (var i = 1; i < key.Length; i++)
        {
            if (inQuotes && key[i] == '\\')
                i++;
            else if (key[i] == '"')
                inQuotes = !inQuotes;
            else if (!inQuotes && key[i] == ']')
                return i + 1;
        }

        return key.Length;
    }
}

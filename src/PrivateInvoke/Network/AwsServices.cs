namespace PrivateInvoke.Network;

/// <summary>The names that AWS's services have in an endpoint's name and in IAM, as eng/aws-data/generate.mjs wrote them.</summary>
internal static class AwsServices
{
    private static readonly Lazy<HashSet<string>> Names = new(Load);

    /// <summary>Whether there is a service of the name; one with a dot or <c>-fips</c> is a part of the one before it.</summary>
    public static bool Has(string service) =>
        Names.Value.Contains(service)
        || (service.EndsWith("-fips", StringComparison.Ordinal) && Names.Value.Contains(service[..^"-fips".Length]));

    /// <summary>The service whose name is the most like it.</summary>
    public static string Nearest(string service) => Names.Value
        .OrderBy(name => Distance(Plain(name), Plain(service))).ThenBy(name => name, StringComparer.Ordinal).First();

    private static string Plain(string name) => new([.. name.ToLowerInvariant().Where(char.IsAsciiLetterOrDigit)]);

    private static HashSet<string> Load()
    {
        using var reader = new StreamReader(typeof(AwsServices).Assembly.GetManifestResourceStream("services.txt")!);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(line => line[0] is not '#')];
    }

    /// <summary>Levenshtein's: letters to add, drop or change.</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var (diagonal, left) = (row[0], row[0] = i);
            for (var j = 1; j <= b.Length; j++)
            {
                var here = Math.Min(Math.Min(row[j], left) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                (diagonal, row[j], left) = (row[j], here, here);
            }
        }

        return row[b.Length];
    }
}

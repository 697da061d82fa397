namespace PrivateInvoke.Paths;

/// <summary>What a hop's code means, from codes.tsv.</summary>
/// <param name="Hops">The hops that can have it; empty for all.</param>
/// <param name="Results">What the hop can be with it. What blocks is undecided where it is not the only way.</param>
/// <param name="CallerSees">One sentence.</param>
/// <param name="Page">AWS's documentation of it; null for what is this product's alone.</param>
internal sealed record HopCode(
    string Code, IReadOnlyList<HopKind> Hops, IReadOnlyList<HopResult> Results, string CallerSees, string Meaning, string Fix, Uri? Page)
{
    private static readonly Lazy<IReadOnlyDictionary<string, HopCode>> Catalog = new(Read);

    /// <summary>By code, in alphabetical order.</summary>
    public static IReadOnlyList<HopCode> All { get; } = [.. Catalog.Value.Values.OrderBy(code => code.Code, StringComparer.Ordinal)];

    /// <exception cref="ProblemException">There is no such code.</exception>
    public static HopCode Find(string code) => Catalog.Value.TryGetValue(code, out var found) ? found : throw new ProblemException(
        $"'{code}' is no code of a hop{(Near(code) is { Length: > 0 } near ? $"; codes like it: {near}" : "")}.",
        "List all codes with: private-invoke explain");

    /// <summary>Those that share a word with it.</summary>
    private static string Near(string code)
    {
        var words = code.ToUpperInvariant().Split(['_', '-', ' '], StringSplitOptions.RemoveEmptyEntries);
        return string.Join(", ", All.Select(other => (other.Code, Shared: other.Code.Split('_').Count(word => words.Contains(word))))
            .Where(other => other.Shared > 0).OrderByDescending(other => other.Shared).Take(4).Select(other => other.Code));
    }

    private static Dictionary<string, HopCode> Read()
    {
        using var reader = new StreamReader(typeof(HopCode).Assembly.GetManifestResourceStream("codes.tsv")!);
        return reader.ReadToEnd().Split('\n').Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split('\t'))
            .Select(parts => new HopCode(
                parts[0],
                parts[1] == "*" ? [] : [.. parts[1].Split(',').Select(Enum.Parse<HopKind>)],
                [.. parts[2].Split(',').Select(Enum.Parse<HopResult>)],
                Enum.TryParse<CallerSees>(parts[3], out var sees) ? sees.Sentence() : parts[3],
                parts[4], parts[5], parts[6] == "-" ? null : new Uri(parts[6])))
            .ToDictionary(code => code.Code, StringComparer.OrdinalIgnoreCase);
    }
}

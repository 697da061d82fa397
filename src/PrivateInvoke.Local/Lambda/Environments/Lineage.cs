using System.Globalization;
using System.Text;

namespace PrivateInvoke.Local.Lambda.Environments;

/// <summary>
/// Which functions a chain of invokes went through, and how often through each: the last part of a trace header,
/// <c>Root=…;Sampled=0;Lineage=1a2b3c4d:2|5e6f7a8b:1</c>. AWS SDKs hand the header on from a function to those that it invokes, which
/// is how Lambda notices a loop ("Use Lambda recursive loop detection", Lambda developer guide).
/// </summary>
internal static class Lineage
{
    /// <summary>AWS says approximately 16; the next one is not run.</summary>
    public const int Most = 16;

    private const string Part = "Lineage=";

    /// <returns>What is to be told the function, and how often the chain has been through it, this time included.</returns>
    public static (string TraceId, int Times) Through(string traceId, string arn)
    {
        var function = Short(arn);
        var (before, passed) = Split(traceId);
        if (passed.Count == 0)
            return ($"{before};{Part}{function}:1", 1);

        var times = 1;
        var lineage = new StringBuilder();
        foreach (var (name, count) in passed)
        {
            if (name == function)
                times = count + 1;
            else
                Append(lineage, name, count);
        }

        Append(lineage, function, times);
        return ($"{before};{Part}{lineage}", times);
    }

    private static void Append(StringBuilder lineage, string name, int count)
    {
        if (lineage.Length > 0)
            lineage.Append('|');
        lineage.Append(CultureInfo.InvariantCulture, $"{name}:{count}");
    }

    private static (string Before, IReadOnlyList<(string Name, int Count)> Passed) Split(string traceId)
    {
        var at = traceId.IndexOf(Part, StringComparison.Ordinal);
        if (at < 0)
            return (traceId.TrimEnd(';'), []);

        // SDKs encode what is not usual in a header.
        var passed = new List<(string, int)>();
        foreach (var part in Uri.UnescapeDataString(traceId[(at + Part.Length)..]).Split('|'))
        {
            if (part.Split(':') is [var name, var count] && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var times))
                passed.Add((name, times));
        }

        return (traceId[..at].TrimEnd(';'), passed);
    }

    // FNV-1a: short, and the same in every process.
    private static string Short(string arn)
    {
        var hash = 2166136261u;
        foreach (var c in arn)
            hash = (hash ^ c) * 16777619u;

        return hash.ToString("x8", CultureInfo.InvariantCulture);
    }
}

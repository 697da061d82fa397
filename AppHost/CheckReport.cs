using PrivateInvoke.Paths;

namespace AppHost;

/// <summary>What was found.</summary>
/// <param name="Root">The root module's folder; null for a plan read from a file.</param>
internal sealed record CheckReport(IReadOnlyList<InvokePath> Paths, string? Root, bool Color)
{
    /// <summary>One blocked path is a failure, whatever else is undecided.</summary>
    public int ExitCode =>
        Paths.Any(path => path.Verdict is Verdict.Blocked) ? AppHost.ExitCode.Blocked
        : Paths.Any(path => path.Verdict is Verdict.Undecided) ? AppHost.ExitCode.Undecided
        : AppHost.ExitCode.Success;

    /// <summary><c>3 paths: 1 Reachable, 2 Blocked.</c></summary>
    public string Summary
    {
        get
        {
            var counts = Paths.CountBy(path => path.Verdict).OrderBy(pair => pair.Key).Select(pair => $"{pair.Value} {pair.Key}");
            return $"{Paths.Count} {(Paths.Count == 1 ? "path" : "paths")}: {string.Join(", ", counts)}.";
        }
    }
}

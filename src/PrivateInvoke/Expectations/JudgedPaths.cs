using System.IO.Enumeration;
using PrivateInvoke.Cloud;
using PrivateInvoke.Paths;

namespace PrivateInvoke.Expectations;

/// <summary>The paths of a check beside what was expected of them. Without a file, every path that is found has to be reachable.</summary>
/// <param name="Paths">Those that are found, and those that the file names.</param>
internal sealed record JudgedPaths(ExpectationFile? File, IReadOnlyList<InvokePath> Paths)
{
    /// <summary>Finds the paths of the query and, where that asks for nothing in particular, those that the file names.</summary>
    /// <exception cref="ProblemException">The query or the file names a function that the model does not have.</exception>
    public static JudgedPaths Judge(CloudModel model, PathQuery query, ExpectationFile? file)
    {
        var found = PathFinder.Find(model, query);
        if (file is null || query != new PathQuery())
            return new JudgedPaths(file, found);

        var ends = found.Select(EndsOf).ToHashSet();
        var stated = new List<InvokePath>(found);
        foreach (var expected in file.Reachable.Concat(file.Unreachable))
        {
            if (!found.Any(path => Names(expected, path)))
                stated.AddRange(Stated(model, file, expected).Where(path => ends.Add(EndsOf(path))));
        }

        return new JudgedPaths(file, stated);
    }

    /// <summary>How the path stands to what is expected of it.</summary>
    public Outcome Of(InvokePath path)
    {
        if (IsToBeClosed(path))
            return path.Verdict switch
            {
                Verdict.Blocked => Outcome.Expected,
                Verdict.Reachable => Outcome.Failed,
                _ => Outcome.Undecided,
            };

        var open = path.Hops.Where(hop => AcceptedBy(path, hop) is null).Select(hop => hop.Result).ToArray();
        return open.Contains(HopResult.Blocked) ? Outcome.Failed
            : open.Contains(HopResult.Undecided) ? Outcome.Undecided
            : Outcome.Expected;
    }

    /// <summary>One path that fails is a failure, whatever else is undecided.</summary>
    public Outcome Worst => Paths.Select(Of).DefaultIfEmpty(Outcome.Expected).Max();

    /// <summary>Whether the path is one that has to be blocked.</summary>
    public bool IsToBeClosed(InvokePath path) => File?.Unreachable.Any(expected => Names(expected, path)) == true;

    /// <summary>The entry that accepts the finding; null for what is no finding.</summary>
    public Acceptance? AcceptedBy(InvokePath path, Hop hop) =>
        hop.Result is HopResult.Blocked or HopResult.Undecided or HopResult.Warning
            ? File?.Accepted.FirstOrDefault(accepted => Accepts(accepted, path, hop))
            : null;

    /// <summary>Entries that accept what is not found any more.</summary>
    public IEnumerable<Acceptance> Unused => (File?.Accepted ?? []).Where(accepted => !Paths.Any(path => path.Hops.Any(hop => Accepts(accepted, path, hop))));

    private static bool Accepts(Acceptance accepted, InvokePath path, Hop hop) =>
        hop.Code == accepted.Code
        && hop.Result is HopResult.Blocked or HopResult.Undecided or HopResult.Warning
        && (accepted.Address is null || hop.Address is { } address && FileSystemName.MatchesSimpleExpression(accepted.Address, address, ignoreCase: false))
        && (accepted.From is null || Names(accepted.From, path.Caller))
        && (accepted.To is null || Names(accepted.To, path.Callee));

    private static bool Names(ExpectedPath expected, InvokePath path) =>
        expected.Service == path.Service && Names(expected.From, path.Caller) && (expected.To is null || Names(expected.To, path.Callee));

    private static bool Names(string pattern, PathEnd end) =>
        (end.Address is { } address && FileSystemName.MatchesSimpleExpression(pattern, address, ignoreCase: false))
        || FileSystemName.MatchesSimpleExpression(pattern, end.Name, ignoreCase: false)
        // "prices" is also the function's alias "prices:live".
        || (end.Qualifier is { } qualifier && end.Name.EndsWith($":{qualifier}", StringComparison.Ordinal)
            && FileSystemName.MatchesSimpleExpression(pattern, end.Name.AsSpan()[..^(qualifier.Length + 1)], ignoreCase: false));

    private static IReadOnlyList<InvokePath> Stated(CloudModel model, ExpectationFile file, ExpectedPath expected)
    {
        try
        {
            return PathFinder.Find(model, new PathQuery { Caller = expected.From, Callee = expected.To, Service = expected.Service });
        }
        catch (ProblemException problem)
        {
            throw new ProblemException($"'{file.Name}' expects something of {expected}: {problem.Problem}", problem.Remedy, problem);
        }
    }

    private static (PathEnd, PathEnd, string) EndsOf(InvokePath path) => (path.Caller, path.Callee, path.Service);
}

/// <summary>From the best to the worst.</summary>
internal enum Outcome
{
    Expected,
    Undecided,
    Failed,
}

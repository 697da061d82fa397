namespace PrivateInvoke.Benchmarks.Load;

/// <summary>Several rounds as one row: of each figure the median, of errors the sum, of the slowest call and of memory the most.</summary>
internal sealed record LoadFigures(
    double P50, double P99, double Slowest, double PerSecond, int Errors, double AllocatedPerCall, long WorkingSet)
{
    public static LoadFigures Of(IReadOnlyList<LoadResult> rounds) => new(
        Median(rounds, round => round.P50),
        Median(rounds, round => round.P99),
        rounds.Max(round => round.Worst),
        Median(rounds, round => round.PerSecond),
        rounds.Sum(round => round.Errors),
        Median(rounds, round => round.AllocatedPerCall),
        rounds.Max(round => round.WorkingSet));

    /// <summary>
    /// How many times another row's figure: of each round, whose rows are measured one after the other, and of these the median. A
    /// machine that is slower in one minute than in the next is so for both.
    /// </summary>
    public static double Times(IReadOnlyList<LoadResult> rounds, IReadOnlyList<LoadResult> others, Func<LoadResult, double> figure)
    {
        var ratios = rounds.Zip(others, (round, other) => figure(round) / figure(other)).Order().ToList();
        return ratios[ratios.Count / 2];
    }

    private static double Median(IReadOnlyList<LoadResult> rounds, Func<LoadResult, double> figure) =>
        rounds.Select(figure).Order().ElementAt(rounds.Count / 2);
}

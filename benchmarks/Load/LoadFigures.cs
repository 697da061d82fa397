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

    private static double Median(IReadOnlyList<LoadResult> rounds, Func<LoadResult, double> figure) =>
        rounds.Select(figure).Order().ElementAt(rounds.Count / 2);
}

namespace PrivateInvoke.Benchmarks.Load;

/// <summary>One row an address, and each figure beside its ratio to the smallest Runtime API's of the same run.</summary>
internal static class LoadTable
{
    public static async Task PrintAsync(
        IReadOnlyList<LoadTarget> targets, IReadOnlyDictionary<(LoadTarget, int), List<LoadResult>> results, IReadOnlyList<int> clients)
    {
        Console.WriteLine("| in front of the function | clients | p50 ms | × smallest | p99 ms | slowest ms | calls/s | × smallest | errors | KB a call | MB |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (var count in clients)
        {
            var floor = results[(targets[1], count)];
            foreach (var target in targets)
            {
                var rounds = results[(target, count)];
                var row = LoadFigures.Of(rounds);
                Console.WriteLine(
                    $"| {target.Name} | {count} | {row.P50:0.00} | {LoadFigures.Times(rounds, floor, round => round.P50):0.00} | {row.P99:0.00} | {row.Slowest:0} | "
                    + $"{row.PerSecond:N0} | {LoadFigures.Times(rounds, floor, round => round.PerSecond):0.00} | {row.Errors} | {row.AllocatedPerCall / 1024:0.0} | {row.WorkingSet / 1048576.0:0} |");
            }
        }

        await Console.Out.FlushAsync();
    }
}

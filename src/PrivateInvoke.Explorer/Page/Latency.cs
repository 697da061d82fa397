namespace PrivateInvoke.Explorer.Page;

/// <summary>How long invokes took, in buckets that grow as the times do: 1, 2, 5, 10 … ms.</summary>
public sealed record Latency
{
    private static readonly int[] Bounds = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000];

    /// <summary>From the first bucket that has one to the last.</summary>
    public required IReadOnlyList<LatencyBucket> Buckets { get; init; }

    public required int Count { get; init; }

    /// <summary>Half of them took no longer.</summary>
    public required TimeSpan Median { get; init; }

    /// <summary>Nineteen of twenty took no longer.</summary>
    public required TimeSpan NinetyFifth { get; init; }

    public required TimeSpan Slowest { get; init; }

    /// <returns>Null of none.</returns>
    public static Latency? Of(IEnumerable<TimeSpan> times)
    {
        TimeSpan[] sorted = [.. times.Order()];
        if (sorted.Length == 0)
            return null;

        var counts = new int[Bounds.Length + 1];
        foreach (var time in sorted)
            counts[BucketOf(time)]++;
        var (first, last) = (BucketOf(sorted[0]), BucketOf(sorted[^1]));
        return new Latency
        {
            Buckets = [.. Enumerable.Range(first, last - first + 1).Select(i => new LatencyBucket(NameOf(i), counts[i]))],
            Count = sorted.Length,
            Median = At(sorted, 0.5),
            NinetyFifth = At(sorted, 0.95),
            Slowest = sorted[^1],
        };
    }

    /// <summary>The nearest rank.</summary>
    private static TimeSpan At(TimeSpan[] sorted, double share) => sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)];

    private static int BucketOf(TimeSpan time)
    {
        var bucket = Array.FindIndex(Bounds, bound => time.TotalMilliseconds < bound);
        return bucket < 0 ? Bounds.Length : bucket;
    }

    private static string NameOf(int bucket) => bucket == Bounds.Length ? $"≥ {Unit(Bounds[^1])}" : $"< {Unit(Bounds[bucket])}";

    private static string Unit(int milliseconds) => milliseconds < 1_000 ? $"{milliseconds} ms" : $"{milliseconds / 1_000} s";
}

/// <param name="Name">The times in it: <c>&lt; 20 ms</c>.</param>
public sealed record LatencyBucket(string Name, int Count);

namespace PrivateInvoke.Benchmarks.Load;

/// <summary>What so many clients got of one server.</summary>
/// <param name="Milliseconds">Of each call, sorted.</param>
/// <param name="Errors">Answers other than 200, broken connections, and calls without an answer within ten seconds.</param>
internal sealed record LoadResult(double[] Milliseconds, TimeSpan Took, int Errors, long Allocated, long WorkingSet)
{
    public double P50 => At(0.5);

    public double P99 => At(0.99);

    public double Worst => Milliseconds is [] ? 0 : Milliseconds[^1];

    public double PerSecond => Milliseconds.Length / Took.TotalSeconds;

    public double AllocatedPerCall => (double)Allocated / Math.Max(1, Milliseconds.Length);

    private double At(double part) => Milliseconds is [] ? 0 : Milliseconds[(int)((Milliseconds.Length - 1) * part)];
}

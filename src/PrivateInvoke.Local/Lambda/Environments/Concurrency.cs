namespace PrivateInvoke.Local.Lambda.Environments;

/// <summary>
/// Counts the invocations under way. A function with reserved concurrency has that many for itself; all others share what the
/// reservations leave of the account's.
/// </summary>
internal sealed class Concurrency
{
    public const string ReservedExceeded = "ReservedFunctionConcurrentInvocationLimitExceeded";
    public const string AccountExceeded = "ConcurrentInvocationLimitExceeded";

    private readonly int _shared;
    private int _sharedUsed;

    public Concurrency(int account, IEnumerable<FunctionSpec> functions) =>
        _shared = Math.Max(0, account - functions.Sum(function => function.ReservedConcurrency ?? 0));

    /// <returns>Why it is throttled; null when it may run, and then <see cref="Leave"/> ends it.</returns>
    public string? Enter(int? reserved, ref int functionUsed)
    {
        if (reserved is { } limit)
        {
            if (Interlocked.Increment(ref functionUsed) <= limit)
                return null;

            Interlocked.Decrement(ref functionUsed);
            return ReservedExceeded;
        }

        if (Interlocked.Increment(ref _sharedUsed) <= _shared)
            return null;

        Interlocked.Decrement(ref _sharedUsed);
        return AccountExceeded;
    }

    public void Leave(int? reserved, ref int functionUsed)
    {
        if (reserved is null)
            Interlocked.Decrement(ref _sharedUsed);
        else
            Interlocked.Decrement(ref functionUsed);
    }
}

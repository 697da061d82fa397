namespace PrivateInvoke.Local.Lambda;

/// <summary>Whether a function's process starts.</summary>
public abstract record WarmResult
{
    private WarmResult()
    {
    }

    /// <param name="InitDuration">From the start of the process to its first request for an event.</param>
    public sealed record Ready(TimeSpan InitDuration) : WarmResult;

    /// <param name="Problem">One sentence without the function's name: <c>its process ended with exit status 1 …</c>.</param>
    /// <param name="Log">What it wrote, at most 4 KB.</param>
    public sealed record NotReady(string Problem, string Log) : WarmResult;
}

using Functions.Contracts;

namespace Functions.Caller;

internal abstract record QuoteResult
{
    private QuoteResult()
    {
    }

    public sealed record Quoted(Quote Quote) : QuoteResult;

    /// <summary>Nothing came back in time.</summary>
    public sealed record Silent(TimeSpan Waited) : QuoteResult;

    /// <summary>403: a policy does not allow it.</summary>
    public sealed record Refused : QuoteResult;

    /// <summary>The callee ran and ended in an error.</summary>
    public sealed record Failed : QuoteResult;

    /// <summary>The Lambda API answered with another error, such as 404 or 429.</summary>
    public sealed record Unavailable(int Status) : QuoteResult;
}

namespace PrivateInvoke.IntegrationTests.Clouds;

/// <summary>What a cloud has for a test, or why it has it not.</summary>
internal abstract record Offer<T>
{
    private Offer()
    {
    }

    public sealed record Has(T Value) : Offer<T>;

    /// <param name="Reason">A clause: <c>this endpoint runs no code</c>.</param>
    public sealed record Lacks(string Reason) : Offer<T>;
}

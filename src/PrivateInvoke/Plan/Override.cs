namespace PrivateInvoke.Plan;

/// <summary>What the re-plan is told to find in one attribute or block.</summary>
internal abstract record Override
{
    private Override()
    {
    }

    public sealed record Text(string Value) : Override;

    /// <summary>Numbers and flags have no value to spare that could stand for something.</summary>
    public sealed record Literal(string Hcl) : Override;

    public sealed record List(IReadOnlyList<Override> Items) : Override;

    /// <summary>An object, or what holds for every block of a name.</summary>
    public sealed record Object(IReadOnlyDictionary<string, Override> Members) : Override;
}

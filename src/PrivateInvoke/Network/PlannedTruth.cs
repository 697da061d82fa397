using PrivateInvoke.Plan;

namespace PrivateInvoke.Network;

/// <summary>Questions to a planned value. What a reader left absent has no default that a rule could use, so it is undecided too.</summary>
internal static class PlannedTruth
{
    public static Truth IsTrue(this Planned<bool> value) =>
        value is Planned<bool>.Known known ? Truths.Of(known.Value) : Truth.Undecided;

    public static Truth Is(this Planned<string> value, string expected) =>
        value is Planned<string>.Known known ? Truths.Of(known.Value == expected) : Truth.Undecided;

    /// <summary>Whether both name the same thing.</summary>
    public static Truth Same(this Planned<string> a, Planned<string> b) =>
        b is Planned<string>.Known known ? a.Is(known.Value) : Truth.Undecided;

    public static string? Text(this Planned<string> value) => (value as Planned<string>.Known)?.Value;

    public static bool TryGet<T>(this Planned<T> value, out T known)
    {
        known = value is Planned<T>.Known k ? k.Value : default!;
        return value is Planned<T>.Known;
    }
}

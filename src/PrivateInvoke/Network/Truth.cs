namespace PrivateInvoke.Network;

/// <summary>Kleene's three values, ordered so that "and" is the smaller and "or" the larger.</summary>
public enum Truth
{
    No,
    Undecided,
    Yes,
}

internal static class Truths
{
    public static Truth Of(bool value) => value ? Truth.Yes : Truth.No;

    public static Truth And(this Truth a, Truth b) => a < b ? a : b;

    public static Truth Or(this Truth a, Truth b) => a > b ? a : b;

    public static Truth Not(this Truth a) => (Truth)(Truth.Yes - a);

    /// <summary>The same answer if the thing that gives it is there at all: a "yes" becomes "perhaps".</summary>
    public static Truth Perhaps(this Truth a) => a.And(Truth.Undecided);

    public static Truth Any<T>(this IEnumerable<T> items, Func<T, Truth> ask)
    {
        var answer = Truth.No;
        foreach (var item in items)
        {
            answer = answer.Or(ask(item));
            if (answer is Truth.Yes)
                break;
        }

        return answer;
    }

    public static Truth All<T>(this IEnumerable<T> items, Func<T, Truth> ask) => items.Any(item => ask(item).Not()).Not();
}

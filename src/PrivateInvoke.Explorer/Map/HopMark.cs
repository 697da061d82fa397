using PrivateInvoke.Paths;

namespace PrivateInvoke.Explorer.Map;

/// <summary>How a hop's result is shown: a colour, a shape of its own, and a word for whoever sees neither.</summary>
/// <param name="Name">Of the CSS class and of the symbol: <c>passed</c>.</param>
/// <param name="Word">As it is read out.</param>
public sealed record HopMark(string Name, string Word)
{
    public static HopMark Of(HopResult result) => result switch
    {
        HopResult.Passed => new("passed", "passes"),
        HopResult.Blocked => new("blocked", "stops here"),
        HopResult.Undecided => new("undecided", "not known"),
        HopResult.Warning => new("warning", "passes, worth a look"),
        _ => new("skipped", "does not apply"),
    };

    public static HopMark Of(Verdict verdict) => verdict switch
    {
        Verdict.Reachable => new("passed", "Reachable"),
        Verdict.Blocked => new("blocked", "Blocked"),
        _ => new("undecided", "Undecided"),
    };

    /// <summary>The order in which the marks are explained.</summary>
    public static IReadOnlyList<HopMark> All { get; } = [.. Enum.GetValues<HopResult>().Select(Of)];
}

using PrivateInvoke.Local.Lambda;
using PrivateInvoke.Paths;

namespace PrivateInvoke.Local;

/// <summary>What a running system took over from a changed plan, and what it could not.</summary>
public sealed record PlanChange
{
    public required IReadOnlyList<InvokePath> Paths { get; init; }

    /// <summary>Functions that were added, removed or configured otherwise: their processes stay as they were until a restart.</summary>
    public required IReadOnlyList<string> NeedRestart { get; init; }

    internal static IReadOnlyList<string> Differences(IReadOnlyList<FunctionSpec> before, IReadOnlyList<FunctionSpec> after)
    {
        var was = before.ToDictionary(function => function.Name);
        var now = after.ToDictionary(function => function.Name);
        return
        [
            .. was.Keys.Union(now.Keys)
                .Where(name => !was.TryGetValue(name, out var old) || !now.TryGetValue(name, out var made) || !Same(old, made)),
        ];
    }

    // Records compare their dictionaries by reference.
    private static bool Same(FunctionSpec one, FunctionSpec other) =>
        Same(one.Environment, other.Environment)
        && Same(one.Qualifiers, other.Qualifiers)
        && (one.Timeout, one.MemorySize, one.Handler, one.ReservedConcurrency, one.Runtime, one.AllowsRecursiveLoop, one.EventInvoke)
            == (other.Timeout, other.MemorySize, other.Handler, other.ReservedConcurrency, other.Runtime, other.AllowsRecursiveLoop, other.EventInvoke);

    private static bool Same(IReadOnlyDictionary<string, string> one, IReadOnlyDictionary<string, string> other) =>
        one.Count == other.Count && one.All(pair => other.TryGetValue(pair.Key, out var value) && value == pair.Value);
}

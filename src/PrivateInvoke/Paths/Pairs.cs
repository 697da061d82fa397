using PrivateInvoke.Cloud;
using PrivateInvoke.Network;

namespace PrivateInvoke.Paths;

/// <summary>
/// A caller may run in any of its subnets, and a name may resolve to any of the endpoint's interfaces: each pair has to pass, since
/// one that does not fails some of the time.
/// </summary>
internal sealed record Pairs(IReadOnlyList<Pair> All, Truth Answer)
{
    public static Pairs Judge(IReadOnlyList<Subnet> callers, IReadOnlyList<Subnet> others, Func<Subnet, Subnet, Truth> judge)
    {
        var all = new Pair[callers.Count * others.Count];
        var answer = Truth.Yes;
        for (var i = 0; i < all.Length; i++)
        {
            var (caller, other) = (callers[i / others.Count], others[i % others.Count]);
            all[i] = new Pair(caller, other, judge(caller, other));
            answer = answer.And(all[i].Answer);
        }

        return new Pairs(all, answer);
    }

    /// <summary>The pairs that give the answer.</summary>
    public IEnumerable<Pair> Deciding => All.Where(pair => pair.Answer == Answer);

    /// <summary><c>"2 of 4 pairs: "</c>, or nothing when all pairs are alike.</summary>
    public string Share => Deciding.Count() is var count && count == All.Count ? "" : $"{count} of {All.Count} pairs: ";
}

internal readonly record struct Pair(Subnet Caller, Subnet Other, Truth Answer);

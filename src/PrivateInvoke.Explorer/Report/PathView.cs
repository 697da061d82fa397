using PrivateInvoke.Cloud;
using PrivateInvoke.Explorer.Map;
using PrivateInvoke.Paths;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Explorer.Report;

/// <summary>One path with what it takes to show it.</summary>
/// <param name="Number">Its place among the paths: anchors are made of it.</param>
/// <param name="Locate">Where a Terraform address is written, or null.</param>
public sealed record PathView(int Number, InvokePath Path, CloudModel Model, Func<string, SourceLocation?> Locate)
{
    public string Id => $"p{Number}";

    /// <summary>What a link to a part of the same page begins with: a page with a base address has to say its own.</summary>
    public string Self { get; init; } = "";

    /// <summary>What mends it, by path and hop; null where nobody asked.</summary>
    public IReadOnlyDictionary<(InvokePath Path, Hop Hop), Patch>? Patches { get; init; }

    /// <summary>The numbers of hops that are not as they are in another plan.</summary>
    public IReadOnlySet<int> Changed { get; init; } = new HashSet<int>();

    public string Title => $"{Path.Caller.Name} → {Path.Callee.Name}";

    public HopMark Mark => HopMark.Of(Path.Verdict);

    /// <summary>What a person has to look at, the worst first.</summary>
    public IReadOnlyList<(int Number, Hop Hop)> Findings =>
    [
        .. Path.Hops.Index().Where(pair => pair.Item.Result is HopResult.Blocked or HopResult.Undecided or HopResult.Warning)
            .OrderBy(pair => pair.Item.Result).Select(pair => (pair.Index, pair.Item)),
    ];

    /// <summary>The first hop that stops it.</summary>
    public Hop? Stop => Path.Blockers.FirstOrDefault();

    /// <summary>What becomes of the invoke, in one sentence.</summary>
    public string Summary => Path.Verdict switch
    {
        Verdict.Reachable => $"Every hop passes{Way}.",
        Verdict.Blocked => $"Stops at the {Stop!.Kind.Words()}: {Sees}.",
        _ => $"Nothing known stops it, and the plan does not decide the {Path.Hops.First(hop => hop.Result is HopResult.Undecided).Kind.Words()}.",
    };

    public Patch? PatchOf(Hop hop) => Patches?.GetValueOrDefault((Path, hop));

    public string IdOf(int hop) => $"{Id}-h{hop}";

    private string Way => Path.Via switch
    {
        Via.InterfaceEndpoint => ", by the interface endpoint",
        Via.GatewayEndpoint => ", by the gateway endpoint",
        Via.Nat => ", by a NAT gateway",
        Via.AwsNetwork => ", from Lambda’s own network",
        _ => "",
    };

    private string Sees => Stop!.Kind.WhenBlocked() switch
    {
        CallerSees.Hang => "the caller’s client gets no answer, and waits for its own timeout",
        CallerSees.AccessDenied => "the caller gets 403 AccessDeniedException",
        CallerSees.NotFound => "the caller gets 404 ResourceNotFoundException",
        CallerSees.Throttled => "the caller gets 429 TooManyRequestsException",
        CallerSees.Recursion => "the caller gets 400 RecursiveInvocationException",
        _ => "an apply fails, so there is no function that could call",
    };
}

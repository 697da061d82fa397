namespace PrivateInvoke.Paths;

/// <summary>
/// An invoke of which it is not known whether it names the function alone or one of its aliases or versions: policies are decided only
/// where they say the same of each.
/// </summary>
internal static class AnyQualifier
{
    public static InvokePath Settle(InvokePath path, IReadOnlyList<InvokePath> others) =>
        others.Count == 0 ? path : path with { Hops = [.. path.Hops.Select(hop => IsPolicy(hop.Kind) ? Settle(hop, path, others) : hop)] };

    private static Hop Settle(Hop hop, InvokePath path, IReadOnlyList<InvokePath> others)
    {
        var (name, blocked) = (path.Callee.Name, hop.Result is HopResult.Blocked);
        var other = others.FirstOrDefault(other => IsBlocked(other, hop.Kind) != blocked);
        return other is null || hop.Result is HopResult.Undecided ? hop
            : hop with
            {
                Result = HopResult.Undecided,
                Code = "QUALIFIER_UNKNOWN",
                Message = blocked
                    ? $"Whether {name} is invoked unqualified is not known. If it is: {hop.Message}"
                    : $"Whether {name} is invoked unqualified is not known. If it is as {other.Callee.Name}: {other.Blockers.First(found => found.Kind == hop.Kind).Message}",
            };
    }

    private static bool IsBlocked(InvokePath path, HopKind kind) => path.Blockers.Any(hop => hop.Kind == kind);

    private static bool IsPolicy(HopKind kind) => kind is HopKind.EndpointPolicy or HopKind.IdentityPolicy or HopKind.ResourcePolicy;
}

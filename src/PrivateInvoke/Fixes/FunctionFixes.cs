using PrivateInvoke.Network;
using PrivateInvoke.Paths;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Fixes;

/// <summary>Settings of the functions themselves.</summary>
internal static class FunctionFixes
{
    /// <summary>Lambda's limit.</summary>
    private const int LongestTimeout = 900;

    public static IEnumerable<IEnumerable<Change>> For(FixContext context, Hop hop) => hop.Code switch
    {
        "RESERVED_CONCURRENCY_ZERO" or "CALLER_SWITCHED_OFF" => [context.Set(hop.Address, Argument.Of("reserved_concurrent_executions", -1))],
        "PRIVATE_DNS_BYPASSED" or "TELEMETRY_UNREACHABLE" or "API_HOST_ELSEWHERE" => [WithoutVariables(context, hop)],
        "TIMEOUTS_OUT_OF_ORDER" when context.Callee is { } callee && callee.Timeout.TryGet(out var inner) && inner.TotalSeconds < LongestTimeout =>
            [context.Set(hop.Address, Argument.Of("timeout", Math.Min(LongestTimeout, (int)inner.TotalSeconds + 5)))],
        "SUBNET_WITHOUT_IPV6" => [WithoutIpv6(context, hop)],
        _ => [],
    };

    /// <summary>The environment without the variables that the finding names.</summary>
    private static IEnumerable<Change> WithoutVariables(FixContext context, Hop hop)
    {
        if (context.Resource(hop.Address)?.Values.Blocks("environment") is not Planned<IReadOnlyList<PlannedObject>>.Known { Value: [var environment] }
            || environment["variables"] is not PlannedValue.Object { Value: var variables })
            return [];

        var words = hop.Message.Split(' ').ToHashSet();
        var kept = new PlannedObject(variables.Attributes.Where(pair => !words.Contains(pair.Key)).ToDictionary());
        return kept.Attributes.Count == variables.Attributes.Count ? [] : Blocks(context, hop, "environment", environment, "variables", new PlannedValue.Object(kept));
    }

    private static IEnumerable<Change> WithoutIpv6(FixContext context, Hop hop) =>
        context.Resource(hop.Address)?.Values.Blocks("vpc_config") is Planned<IReadOnlyList<PlannedObject>>.Known { Value: [var config] }
            ? Blocks(context, hop, "vpc_config", config, "ipv6_allowed_for_dual_stack", PlannedValue.Flag.False)
            : [];

    private static IEnumerable<Change> Blocks(FixContext context, Hop hop, string block, PlannedObject former, string attribute, PlannedValue value)
    {
        // What AWS adds to a block is not written.
        var body = former.Attributes.Where(pair => pair.Key is not "vpc_id").ToDictionary();
        body[attribute] = value;
        var whole = new PlannedValue.List([new PlannedValue.Object(new PlannedObject(body))]);
        return context.Set(hop.Address, scope => scope.WriteBlocks(block, whole) is { } blocks ? new Argument(block, blocks, whole) { IsBlocks = true } : null);
    }
}

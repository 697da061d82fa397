using PrivateInvoke.Network;

namespace PrivateInvoke.Paths.Rules;

/// <summary>The caller has to outlive the callee, or it reports a timeout of its own instead of the callee's error.</summary>
internal static class TimeoutsRule
{
    public static IEnumerable<Hop> Judge(ApiCall call)
    {
        if (call.Callee?.Function is not { } callee
            || !callee.Timeout.TryGet(out var inner) || !call.Caller.Timeout.TryGet(out var outer))
            yield break;

        yield return inner < outer
            ? Findings.Passed(HopKind.Timeouts, $"The callee's {inner.TotalSeconds:0} s end before the caller's {outer.TotalSeconds:0} s.", call.Caller.Address, "timeout")
            : Findings.Warning(HopKind.Timeouts, "TIMEOUTS_OUT_OF_ORDER",
                $"The callee may take {inner.TotalSeconds:0} s and the caller has {outer.TotalSeconds:0} s: the caller times out first.",
                $"Raise timeout of {call.Caller.Address} above {inner.TotalSeconds:0}, or lower that of {callee.Address}.", call.Caller.Address, "timeout");
    }
}

using PrivateInvoke.Network;

namespace PrivateInvoke.Paths.Rules;

/// <summary>A function whose reserved concurrency is 0 is switched off: every invoke is throttled.</summary>
internal static class ConcurrencyRule
{
    private const HopKind Kind = HopKind.Concurrency;
    private const string Attribute = "reserved_concurrent_executions";

    public static IEnumerable<Hop> Judge(ApiCall call)
    {
        if (call.Caller.ReservedConcurrency.TryGet(out var own) && own == 0)
            yield return Findings.Warning(Kind, "CALLER_SWITCHED_OFF", $"{call.Caller.Address} has {Attribute} = 0, so it never runs itself.",
                $"Raise {Attribute} of {call.Caller.Address}.", call.Caller.Address, Attribute);

        if (call.Callee?.Function is not { } callee)
            yield break;

        yield return !callee.ReservedConcurrency.TryGet(out var reserved)
            ? Findings.Undecided(Kind, "RESERVED_CONCURRENCY_ZERO", $"The reserved concurrency of {callee.Address} is not known.", callee.Address, Attribute)
            : reserved == 0
                ? Findings.Blocked(Kind, "RESERVED_CONCURRENCY_ZERO", $"{callee.Address} has {Attribute} = 0: every invoke is throttled.",
                    $"Raise {Attribute} of {callee.Address}, or remove it.", callee.Address, Attribute)
                : Findings.Passed(Kind, reserved < 0
                    ? $"{callee.Address} has no reserved concurrency; the account's limit holds."
                    : $"{callee.Address} runs up to {reserved} invokes at once.", callee.Address, Attribute);
    }
}

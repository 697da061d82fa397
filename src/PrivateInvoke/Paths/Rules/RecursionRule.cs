using PrivateInvoke.Network;

namespace PrivateInvoke.Paths.Rules;

/// <summary>Lambda cuts a chain of about 16 invokes that comes back to the same function.</summary>
internal static class RecursionRule
{
    public static IEnumerable<Hop> Judge(ApiCall call)
    {
        if (call.Callee?.Function is { } callee && callee.Address == call.Caller.Address)
            yield return Loop(call, "itself");
    }

    /// <param name="through">Where the loop leads before it comes back: the callee.</param>
    public static Hop Loop(ApiCall call, string through) => call.Caller.CutsLoops.IsTrue() is Truth.No
        ? Findings.Passed(HopKind.Recursion, $"{call.Caller.Address} calls {through} in a loop, and its recursive_loop is \"Allow\".",
            call.Caller.RecursionConfig, "recursive_loop")
        : Findings.Warning(HopKind.Recursion, "INVOKE_LOOP", $"{call.Caller.Address} calls {through} in a loop; Lambda cuts it after about 16 invokes.",
            "Break the loop, or add resource \"aws_lambda_function_recursion_config\" with recursive_loop = \"Allow\".", call.Caller.Address);
}

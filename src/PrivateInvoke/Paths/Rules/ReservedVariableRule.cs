using PrivateInvoke.Cloud;
using PrivateInvoke.Network;

namespace PrivateInvoke.Paths.Rules;

/// <summary>
/// Variables that Lambda sets itself: a function that sets one cannot be made. A callee's environment that is not known is taken to set none.
/// See https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
/// </summary>
internal static class ReservedVariableRule
{
    private static readonly HashSet<string> Reserved =
    [
        "_HANDLER", "_X_AMZN_TRACE_ID", "AWS_DEFAULT_REGION", "AWS_REGION", "AWS_EXECUTION_ENV", "AWS_LAMBDA_FUNCTION_NAME", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
        "AWS_LAMBDA_FUNCTION_VERSION", "AWS_LAMBDA_INITIALIZATION_TYPE", "AWS_LAMBDA_LOG_GROUP_NAME", "AWS_LAMBDA_LOG_STREAM_NAME", "AWS_ACCESS_KEY",
        "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_LAMBDA_RUNTIME_API", "LAMBDA_TASK_ROOT", "LAMBDA_RUNTIME_DIR",
    ];

    public static IEnumerable<Hop> Judge(ApiCall call) =>
    [
        .. Judge(call.Caller, HopKind.ApiHost),
        .. call.Callee?.Function is { } callee && callee.Address != call.Caller.Address ? Judge(callee, HopKind.Callee) : [],
    ];

    private static IEnumerable<Hop> Judge(Function function, HopKind kind)
    {
        if (function.Whole && function.Environment.TryGet(out var environment) && environment.Keys.Where(Reserved.Contains).ToArray() is { Length: > 0 } keys)
            yield return Findings.Blocked(kind, "RESERVED_VARIABLE",
                $"{function.Address} sets {string.Join(", ", keys)}: Lambda refuses it (the environment variables you have provided contains reserved keys that are currently not supported for modification).",
                $"Take {string.Join(", ", keys)} out of environment of {function.Address}: Lambda sets it.", function.Address, "environment");
    }
}

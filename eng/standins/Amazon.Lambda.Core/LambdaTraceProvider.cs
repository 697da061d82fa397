namespace Amazon.Lambda.Core;

public class LambdaTraceProvider
{
    private static string s_current;

    internal static void SetCurrentTraceId(string traceId) => s_current = traceId;

    public static string CurrentTraceId => s_current ?? Environment.GetEnvironmentVariable("_X_AMZN_TRACE_ID");
}

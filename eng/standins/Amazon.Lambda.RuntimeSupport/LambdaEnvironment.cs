using static System.Environment;

namespace Amazon.Lambda.RuntimeSupport;

public class LambdaEnvironment
{
    public string FunctionMemorySize { get; private set; } = GetEnvironmentVariable("AWS_LAMBDA_FUNCTION_MEMORY_SIZE");

    public string FunctionName { get; private set; } = GetEnvironmentVariable("AWS_LAMBDA_FUNCTION_NAME");

    public string FunctionVersion { get; private set; } = GetEnvironmentVariable("AWS_LAMBDA_FUNCTION_VERSION");

    public string LogGroupName { get; private set; } = GetEnvironmentVariable("AWS_LAMBDA_LOG_GROUP_NAME");

    public string LogStreamName { get; private set; } = GetEnvironmentVariable("AWS_LAMBDA_LOG_STREAM_NAME");

    /// <summary><c>host:port</c>, or <c>host:port/path</c> where several functions share an address.</summary>
    public string RuntimeServerHostAndPort { get; private set; } = GetEnvironmentVariable("AWS_LAMBDA_RUNTIME_API");

    public string Handler { get; private set; } = GetEnvironmentVariable("_HANDLER");

    public string XAmznTraceId => GetEnvironmentVariable("_X_AMZN_TRACE_ID");

    public string ExecutionEnvironment => GetEnvironmentVariable("AWS_EXECUTION_ENV");

    /// <summary>For profiling and debugging: one event, then a clean end.</summary>
    internal bool RunsOnce { get; } =
        string.Equals(GetEnvironmentVariable("AWS_LAMBDA_DOTNET_DEBUG_RUN_ONCE"), "true", StringComparison.OrdinalIgnoreCase);

    internal void RefuseWhatTheStandInCannotDo()
    {
        if (!string.IsNullOrEmpty(GetEnvironmentVariable("AWS_LAMBDA_MAX_CONCURRENCY")))
        {
            throw new NotSupportedException(
                "AWS_LAMBDA_MAX_CONCURRENCY asks for concurrent invocations in one process, and this is a stand-in that runs one at " +
                "a time. Build against a feed that has Amazon.Lambda.RuntimeSupport.");
        }

        if (GetEnvironmentVariable("AWS_LAMBDA_INITIALIZATION_TYPE") == "snap-start")
        {
            throw new NotSupportedException(
                "AWS_LAMBDA_INITIALIZATION_TYPE asks for SnapStart, which this stand-in has not. " +
                "Build against a feed that has Amazon.Lambda.RuntimeSupport.");
        }
    }
}

using System.Globalization;
using System.Runtime.InteropServices;

namespace PrivateInvoke.Local.Lambda.Environments;

/// <summary>
/// The environment a function's process sees: Lambda's own variables and the plan's, and nothing of the developer's shell, so that
/// neither its secrets nor its settings reach the function.
/// </summary>
internal static class EnvironmentVariables
{
    public static Dictionary<string, string> For(
        FunctionSpec function,
        string version,
        FunctionCredentials credentials,
        string logStream,
        string taskRoot,
        string runtimeApi,
        IReadOnlyDictionary<string, string> added)
    {
        var variables = Machine();
        foreach (var (name, value) in OfFunction(function, version, credentials, logStream, runtimeApi))
            variables[name] = value;

        variables["LAMBDA_TASK_ROOT"] = taskRoot;
        variables["LAMBDA_RUNTIME_DIR"] = "/var/runtime";
        foreach (var (name, value) in added)
            variables[name] = value;

        return variables;
    }

    /// <summary>What does not depend on where the process runs.</summary>
    public static Dictionary<string, string> OfFunction(
        FunctionSpec function, string version, FunctionCredentials credentials, string logStream, string runtimeApi)
    {
        var variables = new Dictionary<string, string>(function.Environment);

        // Reserved in Lambda: a plan cannot set them.
        variables["AWS_REGION"] = function.Region;
        variables["AWS_DEFAULT_REGION"] = function.Region;
        variables["AWS_ACCESS_KEY_ID"] = credentials.AccessKeyId;
        variables["AWS_SECRET_ACCESS_KEY"] = credentials.SecretAccessKey;
        variables["AWS_SESSION_TOKEN"] = credentials.SessionToken;
        variables["AWS_LAMBDA_FUNCTION_NAME"] = function.Name;
        variables["AWS_LAMBDA_FUNCTION_VERSION"] = version;
        variables["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = function.MemorySize.ToString(CultureInfo.InvariantCulture);
        variables["AWS_LAMBDA_INITIALIZATION_TYPE"] = "on-demand";
        variables["AWS_LAMBDA_LOG_GROUP_NAME"] = function.LogGroup ?? $"/aws/lambda/{function.Name}";
        variables["AWS_LAMBDA_LOG_STREAM_NAME"] = logStream;
        variables["AWS_LAMBDA_RUNTIME_API"] = runtimeApi;
        variables["_HANDLER"] = function.Handler;
        if (!function.Runtime.StartsWith("provided", StringComparison.Ordinal))
            variables["AWS_EXECUTION_ENV"] = $"AWS_Lambda_{function.Runtime}";

        return variables;
    }

    private static Dictionary<string, string> Machine()
    {
        var variables = new Dictionary<string, string>
        {
            ["LANG"] = "en_US.UTF-8",
            ["TZ"] = ":UTC",
            ["PATH"] = "/usr/local/bin:/usr/bin:/bin:/opt/bin",
        };

        // Lambda's processes bring their runtime; here it is this machine's .NET, wherever that is.
        if (DotnetRoot() is { } root)
            variables["DOTNET_ROOT"] = root;

        if (OperatingSystem.IsWindows())
        {
            variables["PATH"] = System.Environment.GetEnvironmentVariable("PATH") ?? "";
            foreach (var name in (string[])["SystemRoot", "TEMP", "TMP", "ProgramData", "USERPROFILE"])
            {
                if (System.Environment.GetEnvironmentVariable(name) is { } value)
                    variables[name] = value;
            }
        }

        return variables;
    }

    private static string? DotnetRoot()
    {
        // …/shared/Microsoft.NETCore.App/10.0.0/ → …
        var runtime = new DirectoryInfo(RuntimeEnvironment.GetRuntimeDirectory());
        return runtime.Parent?.Parent?.Parent is { } root && Directory.Exists(Path.Combine(root.FullName, "host", "fxr"))
            ? root.FullName
            : null;
    }
}

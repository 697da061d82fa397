using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.AWS.Lambda;

/// <summary>The Lambda Test Tool as a Runtime API.</summary>
public class LambdaEmulatorResource(string name) : ExecutableResource(name, "dotnet", Environment.CurrentDirectory)
{
    internal static void AddCommandLineArguments(IList<object> arguments, LambdaEmulatorOptions options)
    {
        var storage = options.ConfigStoragePath ?? Path.Combine(Environment.CurrentDirectory, ".aws-lambda-testtool");
        string[] start = ["lambda-test-tool", "start", "--no-launch-window"];
        foreach (var argument in storage.Length > 0 ? [.. start, "--config-storage-path", storage] : start)
            arguments.Add(argument);
    }
}

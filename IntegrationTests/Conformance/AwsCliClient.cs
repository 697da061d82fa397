using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using PrivateInvoke.IntegrationTests.Environment;

namespace PrivateInvoke.IntegrationTests.Conformance;

/// <summary><c>aws lambda invoke</c>, version 1 or 2.</summary>
internal sealed partial class AwsCliClient : LambdaClient
{
    public override async Task<ClientAnswer> InvokeAsync(Uri api, ClientRequest request, ClientKeys keys, CancellationToken cancel)
    {
        var aws = Programs.Require("aws");
        var folder = Directory.CreateTempSubdirectory("private-invoke-aws-").FullName;
        try
        {
            var payload = Path.Combine(folder, "payload");
            var answer = Path.Combine(folder, "answer");
            await File.WriteAllTextAsync(payload, request.Payload, cancel);
            var (exitCode, output, error) = await OneRun.Async(aws, Arguments(api, request, keys, payload, answer), SdkEnvironment.Of(keys, request), cancel);
            return exitCode == 0
                ? Read(output, await File.ReadAllTextAsync(answer, cancel))
                : Refusal(error);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<string> Arguments(Uri api, ClientRequest request, ClientKeys keys, string payload, string answer) =>
    [
        "lambda", "invoke", "--endpoint-url", api.ToString(), "--output", "json",
        "--function-name", request.Function,
        "--invocation-type", request.Type,
        "--payload", $"fileb://{payload}",
        .. request.Qualifier is { } qualifier ? ["--qualifier", qualifier] : Array.Empty<string>(),
        .. request.LogTail ? ["--log-type", "Tail"] : Array.Empty<string>(),
        .. request.ClientContext is { } context
            ? ["--client-context", Convert.ToBase64String(Encoding.UTF8.GetBytes(context))] : Array.Empty<string>(),
        .. keys.Signs ? Array.Empty<string>() : ["--no-sign-request"],
        answer,
    ];

    private static ClientAnswer.Answered Read(string output, string payload)
    {
        using var document = JsonDocument.Parse(output);
        var root = document.RootElement;
        return new ClientAnswer.Answered(root.GetProperty("StatusCode").GetInt32(), payload)
        {
            FunctionError = Text("FunctionError"),
            Version = Text("ExecutedVersion"),
            Log = Text("LogResult") is { } log ? Encoding.UTF8.GetString(Convert.FromBase64String(log)) : null,
        };

        string? Text(string name) => root.TryGetProperty(name, out var value) ? value.GetString() : null;
    }

    private static ClientAnswer.Refused Refusal(string error)
    {
        // An error occurred (ResourceNotFoundException) when calling the Invoke operation: Function not found: …
        var match = ErrorLine().Match(error);
        Assert.True(match.Success, error);
        return new ClientAnswer.Refused(match.Groups[1].Value, match.Groups[2].Value.Trim());
    }

    [GeneratedRegex(@"An error occurred \((\w+)\) when calling the Invoke operation[^:]*: (.*)")]
    private static partial Regex ErrorLine();
}

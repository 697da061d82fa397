using System.Text.Json;
using PrivateInvoke.IntegrationTests.Environment;

namespace PrivateInvoke.IntegrationTests.Conformance;

/// <summary>boto3, driven by <c>invoke.py</c>: a request as JSON on its standard input, the answer as JSON on its output.</summary>
internal sealed class Boto3Client : LambdaClient
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private static bool? _isThere;

    public override async Task<ClientAnswer> InvokeAsync(Uri api, ClientRequest request, ClientKeys keys, CancellationToken cancel)
    {
        var python = Programs.Require("python3");
        _isThere ??= (await OneRun.Async(python, ["-c", "import boto3"], SdkEnvironment.Of(keys, request), cancel)).ExitCode == 0;
        Assert.SkipUnless(_isThere.Value, "python3 has no boto3.");

        var script = Path.Combine(AppContext.BaseDirectory, "Conformance", "invoke.py");
        var order = JsonSerializer.Serialize(new { Api = api, keys.Signs, Request = request }, Json);
        var (exitCode, output, error) = await OneRun.Async(python, [script], SdkEnvironment.Of(keys, request), cancel, order);
        Assert.True(exitCode == 0, error);

        using var document = JsonDocument.Parse(output);
        return document.RootElement.TryGetProperty("type", out _)
            ? document.Deserialize<ClientAnswer.Refused>(Json)!
            : document.Deserialize<ClientAnswer.Answered>(Json)!;
    }
}

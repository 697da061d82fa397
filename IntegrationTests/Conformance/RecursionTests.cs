using System.Text.Json;
using PrivateInvoke.Local.Lambda;

namespace PrivateInvoke.IntegrationTests.Conformance;

/// <summary>Clients that hand on what a function's process is told of the chain of invokes that it is part of.</summary>
public sealed class RecursionTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public Task Boto3_in_a_loop_is_refused() => IsRefusedAsync(new Boto3Client());

    [Fact(Timeout = 300_000)]
    public Task The_aws_command_in_a_loop_is_refused() => IsRefusedAsync(new AwsCliClient());

    private static async Task IsRefusedAsync(LambdaClient client)
    {
        await using var lambda = await RunningLambda.StartAsync(Cancel);
        string? trace = null;
        for (var i = 0; i < 15; i++)
        {
            var outcome = await lambda.Host.InvokeAsync("dummy", new InvokeRequest { Payload = """{"do":"headers"}"""u8.ToArray(), TraceId = trace });
            trace = Trace(Assert.IsType<InvokeOutcome.Answered>(outcome).Payload.Span);
        }

        var last = Assert.IsType<ClientAnswer.Answered>(await client.InvokeAsync(
            lambda.Api, new ClientRequest("dummy", """{"do":"headers"}""") { TraceId = trace }, ClientKeys.Developer, Cancel));
        var refused = await client.InvokeAsync(
            lambda.Api, new ClientRequest("dummy") { TraceId = Trace(System.Text.Encoding.UTF8.GetBytes(last.Payload)) }, ClientKeys.Developer, Cancel);

        Assert.Equal("RecursiveInvocationException", Assert.IsType<ClientAnswer.Refused>(refused).Type);
    }

    private static string Trace(ReadOnlySpan<byte> headers) =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(headers)!["lambda-runtime-trace-id"];
}

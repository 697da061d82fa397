using System.Text.Json;

namespace PrivateInvoke.IntegrationTests.Conformance;

/// <summary>The rows of InvokeWithResponseStream, each for every client that has it. <c>aws</c> has not.</summary>
public abstract class StreamRows
{
    protected abstract LambdaClient Client { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task A_response_comes_in_its_parts()
    {
        await using var doorman = await Doorman.StartAsync(Cancel);

        var answer = await AnsweredAsync(new ClientRequest("dummy:live", $$"""{"do":"stream","url":"{{doorman.Address}}"}""")
        {
            LogTail = true,
            OnFirstPart = doorman.Opener,
        });

        Assert.Equal((200, """{"first":1|,"second":2}"""), (answer.Status, answer.Payload));
        Assert.Equal(("4", (string?)null), (answer.Version, answer.FunctionError));
        Assert.Contains("REPORT RequestId", answer.Log, StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task A_function_error_is_in_the_completion()
    {
        var answer = await AnsweredAsync(new ClientRequest("dummy", """{"do":"fail"}"""));

        Assert.Equal(("Unhandled", ""), (answer.FunctionError, answer.Payload));
        using var details = JsonDocument.Parse(answer.ErrorDetails!);
        Assert.Equal("Dummy.Failure", details.RootElement.GetProperty("errorType").GetString());
    }

    [Fact(Timeout = 300_000)]
    public async Task A_function_that_is_not_there_is_not_found()
    {
        await using var lambda = await RunningLambda.StartAsync(Cancel);

        var answer = await Client.InvokeAsync(lambda.Api, new ClientRequest("nobody") { Streams = true }, ClientKeys.Developer, Cancel);

        Assert.Equal("ResourceNotFoundException", Assert.IsType<ClientAnswer.Refused>(answer).Type);
    }

    private async Task<ClientAnswer.Answered> AnsweredAsync(ClientRequest request)
    {
        await using var lambda = await RunningLambda.StartAsync(Cancel);
        return Assert.IsType<ClientAnswer.Answered>(
            await Client.InvokeAsync(lambda.Api, request with { Streams = true }, ClientKeys.Developer, Cancel));
    }
}

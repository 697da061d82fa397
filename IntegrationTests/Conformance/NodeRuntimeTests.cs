using System.Text.Json;
using PrivateInvoke.IntegrationTests.Environment;

namespace PrivateInvoke.IntegrationTests.Conformance;

/// <summary>
/// The Runtime API's rows in docs/conformance.md, with a runtime client that nobody here wrote. Its native build takes minutes, so these
/// tests run when they are asked for: <c>dotnet test --project IntegrationTests --explicit only --filter-class '*NodeRuntimeTests'</c>.
/// </summary>
public sealed class NodeRuntimeTests(NodeRuntime node) : IClassFixture<NodeRuntime>
{
    private static readonly SdkClient Client = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Explicit = true, Timeout = 300_000)]
    public async Task An_event_arrives_with_all_that_a_context_tells()
    {
        await using var lambda = await RunningLambda.StartAsync(Cancel, await node.FunctionAsync("function.handler"));
        var request = new ClientRequest("node", """{"n":1}""") { ClientContext = """{"custom":{"a":"b"}}""" };

        var answer = Assert.IsType<ClientAnswer.Answered>(await Client.InvokeAsync(lambda.Api, request, ClientKeys.Developer, Cancel));

        using var document = JsonDocument.Parse(answer.Payload);
        var seen = document.RootElement;
        Assert.Null(answer.FunctionError);
        Assert.Equal("""{"n":1}""", seen.GetProperty("event").GetRawText());
        Assert.Equal("""{"custom":{"a":"b"}}""", seen.GetProperty("clientContext").GetRawText());
        Assert.Equal("arn:aws:lambda:us-east-1:123456789012:function:node", seen.GetProperty("arn").GetString());
        Assert.Equal("node", seen.GetProperty("name").GetString());
        Assert.True(Guid.TryParse(seen.GetProperty("requestId").GetString(), out _));
        Assert.StartsWith("Root=1-", seen.GetProperty("trace").GetString());
        Assert.InRange(seen.GetProperty("remaining").GetInt32(), 1, 20_000);
    }

    [Fact(Explicit = true, Timeout = 300_000)]
    public async Task An_exception_is_a_function_error_with_its_type()
    {
        var answer = await AnswerAsync("function.failing");

        Assert.Equal("Unhandled", answer.FunctionError);
        using var error = JsonDocument.Parse(answer.Payload);
        Assert.Equal(("TypeError", "as ordered"), (Text(error, "errorType"), Text(error, "errorMessage")));
    }

    [Fact(Explicit = true, Timeout = 300_000)]
    public async Task A_response_that_is_streamed_arrives_whole()
    {
        Assert.Equal("""{"streamed":true}""", (await AnswerAsync("function.streaming")).Payload);
    }

    [Fact(Explicit = true, Timeout = 300_000)]
    public async Task A_process_that_exits_is_an_ExitError()
    {
        using var error = JsonDocument.Parse((await AnswerAsync("function.exiting")).Payload);

        Assert.Equal("Runtime.ExitError", Text(error, "errorType"));
        Assert.EndsWith("exit status 3", Text(error, "errorMessage"));
    }

    [Fact(Explicit = true, Timeout = 300_000)]
    public async Task An_error_at_init_is_the_answer()
    {
        var answer = await AnswerAsync("function.nothing");

        Assert.Equal("Unhandled", answer.FunctionError);
        using var error = JsonDocument.Parse(answer.Payload);
        Assert.Equal("Runtime.HandlerNotFound", Text(error, "errorType"));
    }

    [Fact(Explicit = true, Timeout = 300_000)]
    public async Task It_runs_beside_a_NET_function()
    {
        await using var lambda = await RunningLambda.StartAsync(
            Cancel, await node.FunctionAsync("function.handler"), RunningLambda.Function("callee", RunningLambda.Dotnet(Programs.Callee)));

        var answers = await Task.WhenAll(
            Client.InvokeAsync(lambda.Api, new ClientRequest("node"), ClientKeys.Developer, Cancel),
            Client.InvokeAsync(
                lambda.Api, new ClientRequest("callee", """{"weightGrams":1200,"destination":"JP-13"}"""), ClientKeys.Developer, Cancel));

        Assert.All(answers, answer => Assert.Null(Assert.IsType<ClientAnswer.Answered>(answer).FunctionError));
        Assert.Contains("\"computedBy\":\"callee\"", ((ClientAnswer.Answered)answers[1]).Payload, StringComparison.Ordinal);
    }

    private async Task<ClientAnswer.Answered> AnswerAsync(string handler)
    {
        await using var lambda = await RunningLambda.StartAsync(Cancel, await node.FunctionAsync(handler));
        return Assert.IsType<ClientAnswer.Answered>(
            await Client.InvokeAsync(lambda.Api, new ClientRequest("node"), ClientKeys.Developer, Cancel));
    }

    private static string? Text(JsonDocument error, string name) => error.RootElement.GetProperty(name).GetString();
}

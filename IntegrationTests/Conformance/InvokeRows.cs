using System.Text.Json;

namespace PrivateInvoke.IntegrationTests.Conformance;

/// <summary>The rows of the Invoke API's table in docs/conformance.md, each for every client.</summary>
public abstract class InvokeRows
{
    private const int SyncLimit = 6 * 1024 * 1024;

    protected abstract LambdaClient Client { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory(Timeout = 300_000)]
    [InlineData("dummy")]
    [InlineData("dummy:live")]
    [InlineData("123456789012:function:dummy")]
    [InlineData("arn:aws:lambda:us-east-1:123456789012:function:dummy")]
    [InlineData("arn:aws:lambda:us-east-1:123456789012:function:dummy:live")]
    public async Task Every_form_of_a_name_is_understood(string name)
    {
        var answer = await AnsweredAsync(new ClientRequest(name, "[1]"));

        Assert.Equal((200, "[1]"), (answer.Status, answer.Payload));
        Assert.Equal(name.EndsWith("live", StringComparison.Ordinal) ? "4" : "$LATEST", answer.Version);
    }

    [Fact(Timeout = 300_000)]
    public async Task A_qualifier_of_its_own_is_understood()
    {
        var answer = await AnsweredAsync(new ClientRequest("dummy") { Qualifier = "live", LogTail = true });

        Assert.Equal("4", answer.Version);
        Assert.Null(answer.FunctionError);
        Assert.Matches(@"^START RequestId: \S+ Version: 4\n", answer.Log);
    }

    [Fact(Timeout = 300_000)]
    public async Task An_Event_is_accepted_at_once_and_run_later()
    {
        await using var lambda = await RunningLambda.StartAsync(Cancel);

        var answer = await AnsweredAsync(lambda, new ClientRequest("dummy", """{"do":"print","text":"ran","times":1}""") { Type = "Event" });

        Assert.Equal((202, ""), (answer.Status, answer.Payload));
        await lambda.LineAsync("ran", Cancel);
    }

    [Fact(Timeout = 300_000)]
    public async Task A_DryRun_runs_nothing()
    {
        var answer = await AnsweredAsync(new ClientRequest("dummy") { Type = "DryRun" });

        Assert.Equal((204, ""), (answer.Status, answer.Payload));
    }

    [Fact(Timeout = 300_000)]
    public async Task The_end_of_the_log_comes_with_START_END_and_REPORT()
    {
        var answer = await AnsweredAsync(new ClientRequest("dummy", """{"do":"print","text":"a line","times":1}""") { LogTail = true });

        // Standard output and standard error are two pipes: what is written to both has no order.
        Assert.Matches(
            @"^START RequestId: \S+ Version: \$LATEST\n(a line\nand on stderr|and on stderr\na line)\nEND RequestId: \S+\nREPORT RequestId: \S+\tDuration:",
            answer.Log);
    }

    [Fact(Timeout = 300_000)]
    public async Task The_client_context_reaches_the_runtime()
    {
        const string context = """{"custom":{"traceparent":"00-1-2-01"}}""";

        var answer = await AnsweredAsync(new ClientRequest("dummy", """{"do":"headers"}""") { ClientContext = context });

        using var headers = JsonDocument.Parse(answer.Payload);
        Assert.Equal(context, headers.RootElement.GetProperty("lambda-runtime-client-context").GetString());
    }

    [Fact(Timeout = 300_000)]
    public async Task A_function_error_is_a_200_that_says_Unhandled()
    {
        var answer = await AnsweredAsync(new ClientRequest("dummy", """{"do":"fail"}"""));

        Assert.Equal((200, "Unhandled"), (answer.Status, answer.FunctionError));
        Assert.Equal("Dummy.Failure", Property(answer, "errorType"));
    }

    [Fact(Timeout = 300_000)]
    public async Task A_timeout_is_a_function_error_of_its_own()
    {
        await using var lambda = await RunningLambda.StartAsync(Cancel, RunningLambda.Dummy with { Timeout = TimeSpan.FromSeconds(1) });

        var answer = await AnsweredAsync(lambda, new ClientRequest("dummy", """{"do":"hang"}"""));

        Assert.Equal((200, "Unhandled"), (answer.Status, answer.FunctionError));
        Assert.Equal("Sandbox.Timedout", Property(answer, "errorType"));
        Assert.EndsWith("Error: Task timed out after 1.00 seconds", Property(answer, "errorMessage"));
    }

    [Theory(Timeout = 300_000)]
    [InlineData("""{"do":"exit","code":1}""", "exit status 1")]
    [InlineData("""{"do":"die"}""", "signal: killed")]
    public async Task A_process_that_ends_is_an_ExitError(string payload, string how)
    {
        var answer = await AnsweredAsync(new ClientRequest("dummy", payload));

        Assert.Equal((200, "Unhandled"), (answer.Status, answer.FunctionError));
        Assert.Equal("Runtime.ExitError", Property(answer, "errorType"));
        Assert.EndsWith($"Error: Runtime exited with error: {how}", Property(answer, "errorMessage"));
    }

    [Theory(Timeout = 300_000)]
    [InlineData("nobody", null, "nobody")]
    [InlineData("dummy", "old", "dummy:old")]
    public async Task A_function_or_version_that_is_not_there_is_not_found(string name, string? qualifier, string arn)
    {
        var refused = await RefusedAsync(new ClientRequest(name) { Qualifier = qualifier });

        Assert.Equal(
            ("ResourceNotFoundException", $"Function not found: arn:aws:lambda:us-east-1:123456789012:function:{arn}"),
            (refused.Type, refused.Message));
    }

    [Fact(Timeout = 300_000)]
    public async Task A_payload_that_is_no_JSON_is_refused()
    {
        var refused = await RefusedAsync(new ClientRequest("dummy", "{half"));

        Assert.Equal("InvalidRequestContentException", refused.Type);
        Assert.StartsWith("Could not parse request body into json", refused.Message);
    }

    [Theory(Timeout = 300_000)]
    [InlineData("RequestResponse", SyncLimit)]
    [InlineData("Event", 1024 * 1024)]
    public async Task A_request_over_the_limit_is_too_large(string type, int limit)
    {
        var passes = await AnsweredAsync(new ClientRequest("dummy", Text(limit)) { Type = type });
        var refused = await RefusedAsync(new ClientRequest("dummy", Text(limit + 1)) { Type = type });

        Assert.Equal(type == "Event" ? 202 : 200, passes.Status);
        Assert.Equal("RequestTooLargeException", refused.Type);
    }

    [Fact(Timeout = 300_000)]
    public async Task A_response_over_the_limit_is_a_function_error()
    {
        var answer = await AnsweredAsync(new ClientRequest("dummy", $$"""{"do":"large","size":{{SyncLimit + 1}}}"""));

        Assert.Equal((200, "Unhandled"), (answer.Status, answer.FunctionError));
        Assert.Equal("Function.ResponseSizeTooLarge", Property(answer, "errorType"));
    }

    [Fact(Timeout = 300_000)]
    public async Task Without_free_concurrency_the_invoke_is_throttled()
    {
        await using var lambda = await RunningLambda.StartAsync(Cancel, RunningLambda.Dummy with { ReservedConcurrency = 0 });

        var refused = await RefusedAsync(lambda, new ClientRequest("dummy"));

        Assert.Equal("TooManyRequestsException", refused.Type);
        Assert.Equal("ReservedFunctionConcurrentInvocationLimitExceeded", refused.Reason ?? "ReservedFunctionConcurrentInvocationLimitExceeded");
    }

    private async Task<ClientAnswer.Answered> AnsweredAsync(ClientRequest request)
    {
        await using var lambda = await RunningLambda.StartAsync(Cancel);
        return await AnsweredAsync(lambda, request);
    }

    private async Task<ClientAnswer.Answered> AnsweredAsync(RunningLambda lambda, ClientRequest request) =>
        Assert.IsType<ClientAnswer.Answered>(await Client.InvokeAsync(lambda.Api, request, ClientKeys.Developer, Cancel));

    private async Task<ClientAnswer.Refused> RefusedAsync(ClientRequest request)
    {
        await using var lambda = await RunningLambda.StartAsync(Cancel);
        return await RefusedAsync(lambda, request);
    }

    private async Task<ClientAnswer.Refused> RefusedAsync(RunningLambda lambda, ClientRequest request) =>
        Assert.IsType<ClientAnswer.Refused>(await Client.InvokeAsync(lambda.Api, request, ClientKeys.Developer, Cancel));

    private static string? Property(ClientAnswer.Answered answer, string name)
    {
        using var document = JsonDocument.Parse(answer.Payload);
        return document.RootElement.GetProperty(name).GetString();
    }

    /// <summary>A JSON string of so many bytes.</summary>
    private static string Text(int size) => $"\"{new string('x', size - 2)}\"";
}

using System.Text;
using System.Text.Json;
using PrivateInvoke.Local.Lambda;

namespace PrivateInvoke.UnitTests.Lambda;

public sealed class InvokeTests
{
    [Fact(Timeout = 180_000)]
    public async Task A_function_answers_from_its_own_process()
    {
        await using var lambda = await LocalLambda.StartAsync(LocalLambda.Dummy());

        using var response = await lambda.InvokeAsync("""{"weightGrams":1200}""");

        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal("""{"weightGrams":1200}""", await LocalLambda.TextAsync(response));
        Assert.Equal("$LATEST", response.Headers.GetValues("X-Amz-Executed-Version").Single());
        Assert.NotEmpty(response.Headers.GetValues("x-amzn-RequestId").Single());
        Assert.NotEqual(Environment.ProcessId.ToString(), await lambda.AnswerAsync("""{"do":"process"}"""));
    }

    [Theory(Timeout = 180_000)]
    [InlineData("dummy", "$LATEST")]
    [InlineData("dummy:4", "4")]
    [InlineData("dummy:live", "4")]
    public async Task A_process_is_told_the_version_that_it_runs(string name, string version)
    {
        await using var lambda = await LocalLambda.StartAsync(
            LocalLambda.Dummy() with { Qualifiers = new Dictionary<string, string> { ["live"] = "4", ["4"] = "4" } });

        // A process of the other version is there and free.
        await lambda.AnswerAsync("1", version == "4" ? "dummy" : "dummy:4");
        using var variables = JsonDocument.Parse(await lambda.AnswerAsync("""{"do":"environment"}""", name));

        Assert.Equal(version, variables.RootElement.GetProperty("AWS_LAMBDA_FUNCTION_VERSION").GetString());
        Assert.Contains($"[{version}]", variables.RootElement.GetProperty("AWS_LAMBDA_LOG_STREAM_NAME").GetString(), StringComparison.Ordinal);
    }

    [Theory(Timeout = 180_000)]
    [InlineData("dummy")]
    [InlineData("dummy:$LATEST")]
    [InlineData("dummy:live")]
    [InlineData("123456789012:function:dummy")]
    [InlineData("function:dummy")]
    [InlineData("arn:aws:lambda:us-east-1:123456789012:function:dummy")]
    [InlineData("arn%3Aaws%3Alambda%3Aus-east-1%3A123456789012%3Afunction%3Adummy%3Alive")]
    [InlineData("dummy?Qualifier=live", "dummy/invocations?Qualifier=live")]
    public async Task A_function_answers_to_every_form_of_its_name(string name, string? path = null)
    {
        await using var lambda = await LocalLambda.StartAsync(
            LocalLambda.Dummy() with { Qualifiers = new Dictionary<string, string> { ["live"] = "4", ["4"] = "4" } });

        using var response = await lambda.Client.PostAsync(
            $"2015-03-31/functions/{path ?? $"{name}/invocations"}", new StringContent("1"), TestContext.Current.CancellationToken);

        Assert.Equal("1", await LocalLambda.TextAsync(response));
        Assert.Equal(name.Contains("live") ? "4" : "$LATEST", response.Headers.GetValues("X-Amz-Executed-Version").Single());
    }

    [Theory(Timeout = 180_000)]
    [InlineData("nobody", 404, "ResourceNotFoundException", "Function not found: arn:aws:lambda:us-east-1:123456789012:function:nobody")]
    [InlineData("dummy:old", 404, "ResourceNotFoundException", "Function not found: arn:aws:lambda:us-east-1:123456789012:function:dummy:old")]
    [InlineData("arn:aws:lambda:us-east-1:999999999999:function:dummy", 404, "ResourceNotFoundException", "Function not found: arn:aws:lambda:us-east-1:999999999999:function:dummy")]
    [InlineData("arn:aws:lambda:eu-west-1:123456789012:function:dummy", 404, "ResourceNotFoundException", "Functions from 'eu-west-1' are not reachable in this region ('us-east-1')")]
    [InlineData("a%20b", 400, "ValidationException", null)]
    [InlineData("dummy%0A", 400, "ValidationException", null)]
    [InlineData("dummy?Qualifier=a%20b", 400, "ValidationException", "1 validation error detected: Value 'a b' at 'qualifier' failed to satisfy constraint: Member must satisfy regular expression pattern: (|[a-zA-Z0-9$_-]+)")]
    [InlineData("dummy:$LATEST?Qualifier=1", 400, "InvalidParameterValueException", null)]
    public async Task A_name_that_means_nothing_is_refused_as_AWS_does(string name, int status, string type, string? message)
    {
        await using var lambda = await LocalLambda.StartAsync(LocalLambda.Dummy());
        var parts = name.Split('?');

        using var response = await lambda.Client.PostAsync(
            $"2015-03-31/functions/{parts[0]}/invocations?{parts.ElementAtOrDefault(1)}", new StringContent("1"), TestContext.Current.CancellationToken);

        Assert.Equal((status, type), ((int)response.StatusCode, response.Headers.GetValues("x-amzn-ErrorType").Single()));
        using var body = JsonDocument.Parse(await LocalLambda.TextAsync(response));
        if (message is not null)
            Assert.Equal(message, body.RootElement.GetProperty("Message").GetString());
    }

    [Fact(Timeout = 180_000)]
    public async Task A_payload_that_is_not_JSON_is_refused()
    {
        await using var lambda = await LocalLambda.StartAsync(LocalLambda.Dummy());

        using var response = await lambda.InvokeAsync("{half");

        Assert.Equal(400, (int)response.StatusCode);
        Assert.Equal("InvalidRequestContentException", response.Headers.GetValues("x-amzn-ErrorType").Single());
    }

    [Fact(Timeout = 180_000)]
    public async Task An_invoke_without_payload_is_an_empty_object()
    {
        await using var lambda = await LocalLambda.StartAsync(LocalLambda.Dummy());

        Assert.Equal("{}", await lambda.AnswerAsync(""));
    }

    [Fact(Timeout = 180_000)]
    public async Task A_request_passes_at_6_MB_and_is_refused_over_it()
    {
        await using var lambda = await LocalLambda.StartAsync(LocalLambda.Dummy());
        var atLimit = $"\"{new string('x', (6 * 1024 * 1024) - 2)}\"";

        using var passes = await lambda.InvokeAsync(atLimit);
        // It is refused by its headers: a client that sent it at once would do so into a connection that is closed.
        using var refused = await lambda.InvokeAsync(atLimit + " ", "dummy", ("Expect", "100-continue"));

        Assert.Equal(200, (int)passes.StatusCode);
        Assert.Equal(6 * 1024 * 1024, passes.Content.Headers.ContentLength);
        Assert.Equal(413, (int)refused.StatusCode);
        Assert.Equal("RequestTooLargeException", refused.Headers.GetValues("x-amzn-ErrorType").Single());
    }

    [Fact(Timeout = 180_000)]
    public async Task A_response_over_6_MB_is_a_function_error()
    {
        await using var lambda = await LocalLambda.StartAsync(LocalLambda.Dummy());

        Assert.Equal(6 * 1024 * 1024, (await lambda.AnswerAsync("""{"do":"large","size":6291456}""")).Length);
        using var response = await lambda.InvokeAsync("""{"do":"large","size":6291457}""");

        Assert.Equal("Unhandled", response.Headers.GetValues("X-Amz-Function-Error").Single());
        Assert.StartsWith("""{"errorType":"Function.ResponseSizeTooLarge",""", await LocalLambda.TextAsync(response));
        Assert.Equal("1", await lambda.AnswerAsync("1"));
    }

    [Fact(Timeout = 180_000)]
    public async Task DryRun_checks_and_runs_nothing()
    {
        await using var lambda = await LocalLambda.StartAsync(LocalLambda.Dummy());

        using var there = await lambda.InvokeAsync("1", "dummy", ("X-Amz-Invocation-Type", "DryRun"));
        using var missing = await lambda.InvokeAsync("1", "nobody", ("X-Amz-Invocation-Type", "DryRun"));

        Assert.Equal((204, 404), ((int)there.StatusCode, (int)missing.StatusCode));
        Assert.Empty(lambda.Log);
    }

    [Fact(Timeout = 180_000)]
    public async Task LogType_Tail_brings_what_the_function_wrote_between_START_and_REPORT()
    {
        await using var lambda = await LocalLambda.StartAsync(LocalLambda.Dummy());

        using var response = await lambda.InvokeAsync("""{"do":"print","text":"a line","times":2}""", "dummy", ("X-Amz-Log-Type", "Tail"));

        var id = response.Headers.GetValues("x-amzn-RequestId").Single();
        var log = Encoding.UTF8.GetString(Convert.FromBase64String(response.Headers.GetValues("X-Amz-Log-Result").Single()));
        var lines = log.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(6, lines.Length);
        Assert.Equal(($"START RequestId: {id} Version: $LATEST", $"END RequestId: {id}"), (lines[0], lines[^2]));
        // Standard output and standard error are two pipes: what is written to both has no order.
        Assert.Equal(["a line", "a line", "and on stderr"], lines[1..^2].Order(StringComparer.Ordinal));
        Assert.Matches(
            $@"^REPORT RequestId: {id}\tDuration: [\d.]+ ms\tBilled Duration: \d+ ms\tMemory Size: 128 MB\tMax Memory Used: [1-9]\d* MB\tInit Duration: [\d.]+ ms$",
            lines[^1]);
    }

    [Fact(Timeout = 180_000)]
    public async Task LogType_Tail_is_the_last_4_KB()
    {
        await using var lambda = await LocalLambda.StartAsync(LocalLambda.Dummy());

        using var response = await lambda.InvokeAsync("""{"do":"print","text":"0123456789","times":5000}""", "dummy", ("X-Amz-Log-Type", "Tail"));

        var log = Convert.FromBase64String(response.Headers.GetValues("X-Amz-Log-Result").Single());
        Assert.Equal(4096, log.Length);
        Assert.Contains("REPORT RequestId:", Encoding.UTF8.GetString(log));
    }

    [Fact(Timeout = 180_000)]
    public async Task A_client_that_hangs_up_does_not_stop_the_function()
    {
        await using var gate = await Gate.StartAsync();
        await using var lambda = await LocalLambda.StartAsync(LocalLambda.Dummy());
        using var patience = new CancellationTokenSource();
        using var request = new StringContent(gate.Order);

        var invoke = lambda.Client.PostAsync("2015-03-31/functions/dummy/invocations", request, patience.Token);
        await gate.ArrivedAsync(1);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => invoke);
        gate.Open();

        await lambda.LineAsync(line => line.StartsWith("REPORT", StringComparison.Ordinal));
        Assert.Equal("1", await lambda.AnswerAsync("1"));
        Assert.Single(lambda.Log, line => line.Text.StartsWith("INIT_START", StringComparison.Ordinal));
    }

    [Theory(Timeout = 180_000)]
    [InlineData("X-Amz-Invocation-Type", "Later", "[RequestResponse, Event, DryRun]")]
    [InlineData("X-Amz-Log-Type", "tail", "[None, Tail]")]
    public async Task A_header_that_means_nothing_is_refused_with_what_there_is(string header, string value, string known)
    {
        await using var lambda = await LocalLambda.StartAsync(LocalLambda.Dummy());

        using var response = await lambda.InvokeAsync("1", "dummy", (header, value));

        Assert.Equal((400, "ValidationException"), ((int)response.StatusCode, response.Headers.GetValues("x-amzn-ErrorType").Single()));
        Assert.EndsWith($"Member must satisfy enum value set: {known}\"}}", await LocalLambda.TextAsync(response));
    }

    [Fact(Timeout = 180_000)]
    public async Task A_function_without_code_says_why()
    {
        await using var lambda = await LocalLambda.StartAsync(
            LocalLambda.Dummy() with { Code = new FunctionCode.Missing("no project builds it") });

        using var response = await lambda.InvokeAsync("1");

        Assert.Equal("Unhandled", response.Headers.GetValues("X-Amz-Function-Error").Single());
        Assert.EndsWith("Error: no code here: no project builds it\"}", await LocalLambda.TextAsync(response));
    }

    [Fact(Timeout = 180_000)]
    public async Task GetFunction_and_ListFunctions_tell_what_the_plan_says()
    {
        await using var lambda = await LocalLambda.StartAsync(
            LocalLambda.Dummy("b") with { MemorySize = 512, ReservedConcurrency = 7 }, LocalLambda.Dummy("a"));

        using var list = JsonDocument.Parse(await lambda.Client.GetStringAsync("2015-03-31/functions", TestContext.Current.CancellationToken));
        using var one = JsonDocument.Parse(await lambda.Client.GetStringAsync("2015-03-31/functions/b", TestContext.Current.CancellationToken));
        using var configuration = JsonDocument.Parse(
            await lambda.Client.GetStringAsync("2015-03-31/functions/b/configuration", TestContext.Current.CancellationToken));

        Assert.Equal(["a", "b"], list.RootElement.GetProperty("Functions").EnumerateArray().Select(f => f.GetProperty("FunctionName").GetString()));
        Assert.Equal(7, one.RootElement.GetProperty("Concurrency").GetProperty("ReservedConcurrentExecutions").GetInt32());
        Assert.Equal(512, one.RootElement.GetProperty("Configuration").GetProperty("MemorySize").GetInt32());
        Assert.Equal(20, configuration.RootElement.GetProperty("Timeout").GetInt32());
    }

    [Fact(Timeout = 180_000)]
    public async Task ListFunctions_goes_page_by_page()
    {
        await using var lambda = await LocalLambda.StartAsync(
            [.. Enumerable.Range(0, 60).Select(number => LocalLambda.Dummy($"f{number:00}"))]);

        var names = new List<string?>();
        var sizes = new List<int>();
        for (string? marker = ""; marker is not null;)
        {
            using var page = JsonDocument.Parse(await lambda.Client.GetStringAsync(
                $"2015-03-31/functions/?MaxItems=1000&Marker={marker}", TestContext.Current.CancellationToken));
            names.AddRange(page.RootElement.GetProperty("Functions").EnumerateArray().Select(f => f.GetProperty("FunctionName").GetString()));
            sizes.Add(names.Count);
            marker = page.RootElement.TryGetProperty("NextMarker", out var next) ? next.GetString() : null;
        }

        using var wrong = await lambda.Client.GetAsync("2015-03-31/functions/?MaxItems=0", TestContext.Current.CancellationToken);

        Assert.Equal(Enumerable.Range(0, 60).Select(number => $"f{number:00}"), names);
        Assert.Equal([50, 60], sizes);
        Assert.Equal((400, "ValidationException"), ((int)wrong.StatusCode, wrong.Headers.GetValues("x-amzn-ErrorType").Single()));
    }

    [Fact(Timeout = 180_000)]
    public async Task A_function_from_an_image_has_no_runtime()
    {
        await using var lambda = await LocalLambda.StartAsync(LocalLambda.Dummy() with { PackageType = "Image" });

        using var one = JsonDocument.Parse(
            await lambda.Client.GetStringAsync("2015-03-31/functions/dummy/configuration", TestContext.Current.CancellationToken));

        Assert.Equal("Image", one.RootElement.GetProperty("PackageType").GetString());
        Assert.False(one.RootElement.TryGetProperty("Runtime", out _));
    }
}

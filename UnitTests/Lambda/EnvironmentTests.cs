using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using PrivateInvoke.Local.Lambda;

namespace PrivateInvoke.UnitTests.Lambda;

public sealed class EnvironmentTests
{
    [Fact(Timeout = 180_000)]
    public async Task A_process_sees_Lambdas_variables_and_the_plans_and_nothing_of_the_shell()
    {
        await using var lambda = await LocalLambda.StartAsync(LocalLambda.Dummy() with
        {
            MemorySize = 512,
            Handler = "Callee::Handler",
            LogGroup = "/custom",
            Environment = new Dictionary<string, string> { ["TABLE"] = "orders", ["AWS_REGION"] = "mars" },
        });
        lambda.Host.AddVariables("dummy", new Dictionary<string, string> { ["AWS_ENDPOINT_URL_LAMBDA"] = "http://127.0.0.1:1/" });

        var variables = JsonSerializer.Deserialize<Dictionary<string, string>>(await lambda.AnswerAsync("""{"do":"environment"}"""))!;

        var credentials = lambda.Host.CredentialsOf("dummy");
        Assert.Equal("dummy", variables["AWS_LAMBDA_FUNCTION_NAME"]);
        Assert.Equal("$LATEST", variables["AWS_LAMBDA_FUNCTION_VERSION"]);
        Assert.Equal("512", variables["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]);
        Assert.Equal("on-demand", variables["AWS_LAMBDA_INITIALIZATION_TYPE"]);
        Assert.Equal("/custom", variables["AWS_LAMBDA_LOG_GROUP_NAME"]);
        Assert.Equal("us-east-1", variables["AWS_REGION"]);
        Assert.Equal("Callee::Handler", variables["_HANDLER"]);
        Assert.Equal(":UTC", variables["TZ"]);
        Assert.Equal("orders", variables["TABLE"]);
        Assert.Equal("http://127.0.0.1:1/", variables["AWS_ENDPOINT_URL_LAMBDA"]);
        Assert.Equal(credentials.AccessKeyId, variables["AWS_ACCESS_KEY_ID"]);
        Assert.Equal(credentials.SessionToken, variables["AWS_SESSION_TOKEN"]);
        Assert.Matches(@"^127\.0\.0\.1:\d+$", variables["AWS_LAMBDA_RUNTIME_API"]);
        Assert.DoesNotContain("HOME", variables.Keys);
        Assert.DoesNotContain("USER", variables.Keys);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_runtime_is_told_id_deadline_ARN_trace_and_client_context()
    {
        await using var lambda = await LocalLambda.StartAsync(LocalLambda.Dummy());

        using var response = await lambda.InvokeAsync(
            """{"do":"headers"}""", "dummy",
            ("X-Amz-Client-Context", Convert.ToBase64String("""{"custom":{"a":"b"}}"""u8)),
            ("X-Amzn-Trace-Id", "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1"));

        var headers = JsonSerializer.Deserialize<Dictionary<string, string>>(await LocalLambda.TextAsync(response))!;
        Assert.Equal(response.Headers.GetValues("x-amzn-RequestId").Single(), headers["lambda-runtime-aws-request-id"]);
        Assert.Equal("arn:aws:lambda:us-east-1:123456789012:function:dummy", headers["lambda-runtime-invoked-function-arn"]);
        Assert.StartsWith("Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1;Lineage=", headers["lambda-runtime-trace-id"], StringComparison.Ordinal);
        Assert.Equal("""{"custom":{"a":"b"}}""", headers["lambda-runtime-client-context"]);
        Assert.Matches(@"^\d{13}$", headers["lambda-runtime-deadline-ms"]);
    }

    [Fact(Timeout = 180_000)]
    public async Task An_environment_is_used_again()
    {
        await using var lambda = await LocalLambda.StartAsync(LocalLambda.Dummy());

        var first = await lambda.AnswerAsync("""{"do":"process"}""");
        var second = await lambda.AnswerAsync("""{"do":"process"}""");

        Assert.Equal(first, second);
    }

    [Fact(Timeout = 180_000)]
    public async Task An_error_that_the_runtime_reports_is_a_function_error()
    {
        await using var lambda = await LocalLambda.StartAsync(LocalLambda.Dummy());

        using var response = await lambda.InvokeAsync("""{"do":"fail"}""");

        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal("Unhandled", response.Headers.GetValues("X-Amz-Function-Error").Single());
        Assert.Equal("""{"errorType":"Dummy.Failure","errorMessage":"as ordered","stackTrace":[]}""", await LocalLambda.TextAsync(response));
    }

    [Fact(Timeout = 180_000)]
    public async Task A_function_over_its_timeout_is_killed_and_replaced()
    {
        var time = new FakeTimeProvider();
        await using var gate = await Gate.StartAsync();
        await using var lambda = await LocalLambda.StartAsync(
            new LambdaOptions { Functions = [LocalLambda.Dummy() with { Timeout = TimeSpan.FromSeconds(1) }], Time = time });
        var before = await lambda.AnswerAsync("""{"do":"process"}""");

        var invoke = lambda.InvokeAsync(gate.Order);
        await gate.ArrivedAsync(1);
        time.Advance(TimeSpan.FromSeconds(1));
        using var response = await invoke;
        var id = response.Headers.GetValues("x-amzn-RequestId").Single();

        Assert.Equal("Unhandled", response.Headers.GetValues("X-Amz-Function-Error").Single());
        Assert.Equal(
            $$"""{"errorType":"Sandbox.Timedout","errorMessage":"RequestId: {{id}} Error: Task timed out after 1.00 seconds"}""",
            await LocalLambda.TextAsync(response));
        Assert.NotEqual(before, await lambda.AnswerAsync("""{"do":"process"}"""));
        await ProcessEnd.OfAsync(int.Parse(before));
    }

    [Theory(Timeout = 180_000)]
    [InlineData("""{"do":"exit","code":3}""", "Runtime exited with error: exit status 3")]
    [InlineData("""{"do":"exit","code":0}""", "Runtime exited without providing a reason")]
    [InlineData("""{"do":"die"}""", "Runtime exited with error: signal: killed")]
    public async Task A_process_that_ends_in_the_middle_is_a_function_error_and_is_replaced(string order, string how)
    {
        await using var lambda = await LocalLambda.StartAsync(LocalLambda.Dummy());

        using var response = await lambda.InvokeAsync(order);
        var id = response.Headers.GetValues("x-amzn-RequestId").Single();

        Assert.Equal(
            $$"""{"errorType":"Runtime.ExitError","errorMessage":"RequestId: {{id}} Error: {{how}}"}""", await LocalLambda.TextAsync(response));
        Assert.Equal("1", await lambda.AnswerAsync("1"));
    }

    [Fact(Timeout = 180_000)]
    public async Task A_second_answer_is_refused_with_400()
    {
        await using var lambda = await LocalLambda.StartAsync(LocalLambda.Dummy());

        Assert.Equal("1", await lambda.AnswerAsync("""{"do":"twice"}"""));

        Assert.Equal("second answer: 400", (await lambda.LineAsync(line => line.StartsWith("second", StringComparison.Ordinal))).Text);
    }

    [Fact(Timeout = 180_000)]
    public async Task An_answer_in_chunks_arrives_whole()
    {
        await using var lambda = await LocalLambda.StartAsync(LocalLambda.Dummy());

        Assert.Equal("""{"chunk":true}""", await lambda.AnswerAsync("""{"do":"chunked"}"""));
    }

    [Fact(Timeout = 180_000)]
    public async Task A_function_is_started_again_when_its_program_was_built_again()
    {
        var folder = Directory.CreateTempSubdirectory("private-invoke-");
        try
        {
            await CopyAsync(Directory.GetFiles(AppContext.BaseDirectory, "DummyFunction*"), folder.FullName);
            var program = Path.Combine(folder.FullName, Path.GetFileName(LocalLambda.DummyProgram));
            await using var lambda = await LocalLambda.StartAsync(
                LocalLambda.Dummy() with { Code = new FunctionCode.Process(program, [], folder.FullName) });

            var before = await lambda.AnswerAsync("""{"do":"process"}""");
            File.SetLastWriteTimeUtc(program, File.GetLastWriteTimeUtc(program).AddSeconds(1));

            Assert.NotEqual(before, await lambda.AnswerAsync("""{"do":"process"}"""));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact(Timeout = 180_000)]
    public async Task Ending_the_host_ends_the_functions_and_what_they_started()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("What a function started is found on Linux only.");

        int function, child;
        await using (var lambda = await LocalLambda.StartAsync(LocalLambda.Dummy()))
        {
            function = int.Parse(await lambda.AnswerAsync("""{"do":"process"}"""));
            child = int.Parse(await lambda.AnswerAsync("""{"do":"child"}"""));
        }

        await ProcessEnd.OfAsync(function);
        await ProcessEnd.OfAsync(child);
    }

    [Fact(Timeout = 180_000)]
    public async Task An_environment_that_nobody_needs_is_ended()
    {
        await using var lambda = await LocalLambda.StartAsync(
            new LambdaOptions { Functions = [LocalLambda.Dummy()], IdleTime = TimeSpan.FromMilliseconds(50), NoTimeouts = true });

        var process = int.Parse(await lambda.AnswerAsync("""{"do":"process"}"""));

        await ProcessEnd.OfAsync(process);
        Assert.NotEqual($"{process}", await lambda.AnswerAsync("""{"do":"process"}"""));
    }

    [Fact(Timeout = 180_000)]
    public async Task A_log_of_100_MB_is_read_to_its_end_in_lines()
    {
        // Room for the garbage of so many lines.
        await using var lambda = await LocalLambda.StartAsync(LocalLambda.Dummy() with { MemorySize = 1024 });
        var line = new string('y', 10_000);

        await lambda.AnswerAsync($$"""{"do":"print","text":"{{line}}","times":10000}""");
        await lambda.LineAsync(text => text.StartsWith("REPORT", StringComparison.Ordinal));

        Assert.Equal(10_000, lambda.Log.Count(l => l.Text == line));
        Assert.Equal("1", await lambda.AnswerAsync("1"));
    }

    /// <summary>By another process on Unix, for the same reason as a <see cref="Terraform.TemporaryFolder.Script"/>.</summary>
    private static async Task CopyAsync(string[] files, string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            foreach (var file in files)
                File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
            return;
        }

        using var copy = Process.Start("cp", [.. files, folder]);
        await copy.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, copy.ExitCode);
    }
}

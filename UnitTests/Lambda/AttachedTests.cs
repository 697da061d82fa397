using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Time.Testing;
using PrivateInvoke.Local.Lambda;

namespace PrivateInvoke.UnitTests.Lambda;

public sealed class AttachedTests
{
    [Fact(Timeout = 180_000)]
    public async Task Invocations_go_to_a_runtime_that_attached_itself()
    {
        // Time stands still: a runtime that is slow to ask again does not pass for one that has left.
        await using var lambda = await LocalLambda.StartAsync(new LambdaOptions
        {
            Functions = [LocalLambda.Dummy() with { Code = new FunctionCode.Missing("it runs in a debugger") }],
            Time = new FakeTimeProvider(),
        });
        using var attached = await AttachAsync(lambda);

        var processes = new[] { await lambda.AnswerAsync("""{"do":"process"}"""), await lambda.AnswerAsync("""{"do":"process"}""") };

        Assert.All(processes, process => Assert.Equal($"{attached.Id}", process));
        attached.Kill();
    }

    [Fact(Timeout = 180_000)]
    public async Task A_second_invocation_waits_for_the_attached_runtime()
    {
        await using var gate = await Gate.StartAsync();
        await using var lambda = await LocalLambda.StartAsync(
            new LambdaOptions { Functions = [LocalLambda.Dummy()], Time = new FakeTimeProvider() });
        using var attached = await AttachAsync(lambda);

        var first = lambda.AnswerAsync(gate.Order);
        await gate.ArrivedAsync(1);
        var second = lambda.AnswerAsync("""{"do":"process"}""");
        gate.Open();

        await first;
        Assert.Equal($"{attached.Id}", await second);
        attached.Kill();
    }

    [Fact(Timeout = 180_000)]
    public async Task When_it_leaves_in_the_middle_the_invocation_fails_and_the_next_has_a_process()
    {
        // As long as it has to answer on another connection.
        await using var lambda = await LocalLambda.StartAsync(LocalLambda.Dummy() with { Timeout = TimeSpan.FromSeconds(1) });
        using var attached = await AttachAsync(lambda);

        using var response = await lambda.InvokeAsync("""{"do":"die"}""");

        Assert.Contains("the attached runtime has left", await LocalLambda.TextAsync(response));
        Assert.NotEqual($"{attached.Id}", await lambda.AnswerAsync("""{"do":"process"}"""));
    }

    [Fact(Timeout = 180_000)]
    public async Task An_invocation_waits_for_the_runtime_that_somebody_else_starts()
    {
        // Time stands still: the runtime may take longer to start than an init may.
        await using var lambda = await LocalLambda.StartAsync(new LambdaOptions
        {
            Functions = [LocalLambda.Dummy() with { Code = new FunctionCode.Attached("the resource dummy") }],
            Time = new FakeTimeProvider(),
        });
        var asked = lambda.AnswerAsync("""{"do":"process"}""");

        using var attached = await AttachAsync(lambda);

        Assert.Equal($"{attached.Id}", await asked);
        attached.Kill();
    }

    [Fact(Timeout = 180_000)]
    public async Task Where_no_runtime_attaches_in_an_inits_time_the_invocation_says_what_to_start()
    {
        await using var lambda = await LocalLambda.StartAsync(new LambdaOptions
        {
            Functions = [LocalLambda.Dummy() with { Code = new FunctionCode.Attached("the resource dummy") }],
            InitTimeout = TimeSpan.FromMilliseconds(200),
        });

        using var response = await lambda.InvokeAsync("{}");

        Assert.Contains("no runtime has attached: start the resource dummy", await LocalLambda.TextAsync(response), StringComparison.Ordinal);
    }

    [Fact(Timeout = 180_000)]
    public async Task What_waits_for_a_runtime_is_answered_when_the_host_ends()
    {
        var lambda = await LocalLambda.StartAsync(LocalLambda.Dummy() with { Code = new FunctionCode.Attached("the resource dummy") });
        var waiting = lambda.Host.InvokeAsync("dummy", new InvokeRequest { Payload = "{}"u8.ToArray() }).AsTask();

        await lambda.DisposeAsync();

        Assert.IsType<InvokeOutcome.Failed>(await waiting);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_runtime_that_is_started_elsewhere_gets_the_functions_variables_and_its_address_here()
    {
        await using var lambda = await LocalLambda.StartAsync(
            LocalLambda.Dummy() with { Environment = new Dictionary<string, string> { ["STAGE"] = "dev" } });
        lambda.Host.AddVariables("dummy", new Dictionary<string, string> { ["AWS_ENDPOINT_URL_LAMBDA"] = "http://127.0.0.1:1/" });

        var variables = lambda.Host.VariablesOf("dummy");

        Assert.Equal("dev", variables["STAGE"]);
        Assert.Equal($"127.0.0.1:{lambda.Host.ApiAddress.Port}/dummy", variables["AWS_LAMBDA_RUNTIME_API"]);
        Assert.Equal("http://127.0.0.1:1/", variables["AWS_ENDPOINT_URL_LAMBDA"]);
        Assert.Equal("us-east-1", variables["AWS_REGION"]);
        Assert.Equal(lambda.Host.CredentialsOf("dummy").AccessKeyId, variables["AWS_ACCESS_KEY_ID"]);
        Assert.DoesNotContain("PATH", variables.Keys);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_runtime_whose_first_event_waits_for_it_is_attached()
    {
        await using var lambda = await LocalLambda.StartAsync(new LambdaOptions
        {
            Functions = [LocalLambda.Dummy() with { Code = new FunctionCode.Attached("the resource dummy") }],
            Time = new FakeTimeProvider(),
        });
        var asked = lambda.Host.InvokeAsync("dummy", new InvokeRequest { Payload = "1"u8.ToArray() }).AsTask();

        await AnswerNextAsync(lambda);

        await asked;
        await lambda.Host.AttachedAsync("dummy", TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    /// <summary>One connection serves many invocations, and each may have had six megabytes.</summary>
    [Fact(Timeout = 180_000)]
    public async Task An_answered_invocation_is_not_kept_until_its_connection_ends()
    {
        await using var lambda = await LocalLambda.StartAsync(new LambdaOptions
        {
            Functions = [LocalLambda.Dummy() with { Code = new FunctionCode.Attached("the resource dummy") }],
            Time = new FakeTimeProvider(),
        });

        var payload = await AnsweredAsync(lambda);
        // What the connection itself holds is of the invocation after; what a thread holds that has just answered, of one soon after.
        for (var later = 0; later < 50 && payload.IsAlive; later++)
        {
            await AnsweredAsync(lambda);
            GC.Collect();
            GC.WaitForPendingFinalizers();
            GC.Collect();
        }

        Assert.False(payload.IsAlive);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> AnsweredAsync(LocalLambda lambda)
    {
        var payload = new byte[] { (byte)'1' };
        var asked = lambda.Host.InvokeAsync("dummy", new InvokeRequest { Payload = payload }).AsTask();
        await AnswerNextAsync(lambda);
        await asked;
        return new WeakReference(payload);
    }

    private static async Task AnswerNextAsync(LocalLambda lambda)
    {
        var cancel = TestContext.Current.CancellationToken;
        using var next = await lambda.Client.GetAsync("dummy/2018-06-01/runtime/invocation/next", cancel);
        var id = next.Headers.GetValues("Lambda-Runtime-Aws-Request-Id").Single();
        using var answer = await lambda.Client.PostAsync($"dummy/2018-06-01/runtime/invocation/{id}/response", new StringContent("2"), cancel);
        Assert.Equal(202, (int)answer.StatusCode);
    }

    private static async Task<Process> AttachAsync(LocalLambda lambda)
    {
        var start = new ProcessStartInfo(LocalLambda.DummyProgram)
        {
            Environment =
            {
                ["AWS_LAMBDA_RUNTIME_API"] = $"127.0.0.1:{lambda.Host.ApiAddress.Port}/dummy",
                ["DUMMY_INIT"] = "",
            },
        };
        var process = Process.Start(start)!;

        // An invocation would start a process if it came before the runtime has asked for one.
        await lambda.Host.AttachedAsync("dummy", TestContext.Current.CancellationToken);
        return process;
    }
}

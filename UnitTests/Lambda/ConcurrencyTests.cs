using PrivateInvoke.Local.Lambda;

namespace PrivateInvoke.UnitTests.Lambda;

public sealed class ConcurrencyTests
{
    [Fact(Timeout = 180_000)]
    public async Task Invocations_at_the_same_time_have_a_process_each()
    {
        await using var gate = await Gate.StartAsync();
        await using var lambda = await LocalLambda.StartAsync(LocalLambda.Dummy());

        var invokes = Enumerable.Range(0, 4).Select(_ => lambda.AnswerAsync(gate.Order)).ToArray();
        await gate.ArrivedAsync(4);
        gate.Open();
        await Task.WhenAll(invokes);

        Assert.Equal(4, lambda.Log.Select(line => line.Environment).Distinct().Count());
    }

    [Fact(Timeout = 180_000)]
    public async Task Over_its_reserved_concurrency_a_function_is_throttled_and_afterwards_works()
    {
        await using var gate = await Gate.StartAsync();
        await using var lambda = await LocalLambda.StartAsync(LocalLambda.Dummy() with { ReservedConcurrency = 2 });
        var held = new[] { lambda.AnswerAsync(gate.Order), lambda.AnswerAsync(gate.Order) };
        await gate.ArrivedAsync(2);

        using var third = await lambda.InvokeAsync("1");
        gate.Open();
        await Task.WhenAll(held);

        Assert.Equal(429, (int)third.StatusCode);
        Assert.Equal("TooManyRequestsException", third.Headers.GetValues("x-amzn-ErrorType").Single());
        Assert.NotNull(third.Headers.RetryAfter);
        Assert.Equal(
            """{"Reason":"ReservedFunctionConcurrentInvocationLimitExceeded","Type":"User","message":"Rate Exceeded."}""",
            await LocalLambda.TextAsync(third));
        Assert.Equal("1", await lambda.AnswerAsync("1"));
    }

    [Fact(Timeout = 180_000)]
    public async Task A_reserved_concurrency_of_0_throttles_everything()
    {
        await using var lambda = await LocalLambda.StartAsync(LocalLambda.Dummy() with { ReservedConcurrency = 0 });

        using var response = await lambda.InvokeAsync("1");

        Assert.Equal(429, (int)response.StatusCode);
    }

    [Fact(Timeout = 180_000)]
    public async Task Functions_without_reservation_share_what_the_reservations_leave_of_the_account()
    {
        await using var gate = await Gate.StartAsync();
        await using var lambda = await LocalLambda.StartAsync(new LambdaOptions
        {
            Functions = [LocalLambda.Dummy("a"), LocalLambda.Dummy("b"), LocalLambda.Dummy("reserved") with { ReservedConcurrency = 9 }],
            AccountConcurrency = 10,
            NoTimeouts = true,
        });
        var held = lambda.AnswerAsync(gate.Order, "a");
        await gate.ArrivedAsync(1);

        using var throttled = await lambda.InvokeAsync("1", "b");
        var reserved = await lambda.AnswerAsync("1", "reserved");
        gate.Open();
        await held;

        Assert.Contains("\"ConcurrentInvocationLimitExceeded\"", await LocalLambda.TextAsync(throttled));
        Assert.Equal("1", reserved);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_thousand_invokes_at_once_are_each_answered_or_throttled()
    {
        await using var lambda = await LocalLambda.StartAsync(LocalLambda.Dummy() with { ReservedConcurrency = 5 });

        var answers = await Task.WhenAll(Enumerable.Range(0, 1000).Select(async _ =>
        {
            using var response = await lambda.InvokeAsync("1");
            return (int)response.StatusCode;
        }));

        Assert.Equal(1000, answers.Count(status => status is 200 or 429));
        Assert.Contains(200, answers);
        Assert.True(lambda.Log.Select(line => line.Environment).Distinct().Count() <= 5);
        Assert.Equal("1", await lambda.AnswerAsync("1"));
    }

    [Fact(Timeout = 180_000)]
    public async Task More_invocations_than_processes_wait_for_one()
    {
        await using var lambda = await LocalLambda.StartAsync(new LambdaOptions { Functions = [LocalLambda.Dummy()], MaxProcesses = 1, NoTimeouts = true });

        var processes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => lambda.AnswerAsync("""{"do":"process"}""")));

        Assert.Single(processes.Distinct());
    }
}

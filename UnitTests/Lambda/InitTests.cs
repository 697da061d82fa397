using PrivateInvoke.Local.Lambda;

namespace PrivateInvoke.UnitTests.Lambda;

public sealed class InitTests
{
    [Fact(Timeout = 180_000)]
    public async Task A_warm_function_is_ready_before_its_first_invoke()
    {
        await using var lambda = await LocalLambda.StartAsync(LocalLambda.Dummy());

        var warm = await lambda.Host.WarmAsync("dummy");
        await lambda.AnswerAsync("1");

        Assert.True(Assert.IsType<WarmResult.Ready>(warm).InitDuration > TimeSpan.Zero);
        Assert.Single(lambda.Log, line => line.Text.StartsWith("INIT_START", StringComparison.Ordinal));
    }

    [Fact(Timeout = 180_000)]
    public async Task A_function_that_ends_in_init_is_not_ready_and_its_log_says_why()
    {
        await using var lambda = await LocalLambda.StartAsync(WithInit("exit"));

        var cold = Assert.IsType<WarmResult.NotReady>(await lambda.Host.WarmAsync("dummy"));

        Assert.Equal("its process ended before it asked for an event (Runtime exited with error: exit status 7)", cold.Problem);
        Assert.Equal("there is no database\n", cold.Log);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_program_that_is_not_there_is_named()
    {
        await using var lambda = await LocalLambda.StartAsync(
            LocalLambda.Dummy() with { Code = new FunctionCode.Process("/nowhere/bootstrap", [], AppContext.BaseDirectory) });

        var cold = Assert.IsType<WarmResult.NotReady>(await lambda.Host.WarmAsync("dummy"));

        Assert.Equal("the program /nowhere/bootstrap does not exist", cold.Problem);
    }

    [Fact(Timeout = 180_000)]
    public async Task An_init_that_ends_is_tried_again_with_the_invocation_and_then_is_its_error()
    {
        await using var lambda = await LocalLambda.StartAsync(WithInit("exit"));

        using var response = await lambda.InvokeAsync("1");

        Assert.Equal("Unhandled", response.Headers.GetValues("X-Amz-Function-Error").Single());
        Assert.Contains("Runtime exited with error: exit status 7", await LocalLambda.TextAsync(response));
        Assert.Equal(2, lambda.Log.Count(line => line.Text.StartsWith("INIT_START", StringComparison.Ordinal)));
    }

    [Fact(Timeout = 180_000)]
    public async Task An_init_error_that_the_runtime_reports_is_the_invocations_error()
    {
        await using var lambda = await LocalLambda.StartAsync(WithInit("error"));

        using var response = await lambda.InvokeAsync("1");

        Assert.Equal("""{"errorType":"Dummy.Init","errorMessage":"init went wrong"}""", await LocalLambda.TextAsync(response));
    }

    [Fact(Timeout = 180_000)]
    public async Task An_init_that_hangs_is_ended_and_gets_the_functions_own_timeout_the_second_time()
    {
        await using var lambda = await LocalLambda.StartAsync(new LambdaOptions
        {
            Functions = [WithInit("hang") with { Timeout = TimeSpan.FromSeconds(1) }],
            InitTimeout = TimeSpan.FromMilliseconds(300),
        });

        using var response = await lambda.InvokeAsync("1");

        Assert.Contains("Task timed out after 1.00 seconds", await LocalLambda.TextAsync(response));
        Assert.Equal(2, lambda.Log.Count(line => line.Text.EndsWith("Phase: init\tStatus: timeout", StringComparison.Ordinal)));
    }

    [Fact(Timeout = 180_000)]
    public async Task An_init_that_hangs_and_that_no_invocation_waits_for_gets_six_times_as_long_the_second_time()
    {
        await using var lambda = await LocalLambda.StartAsync(new LambdaOptions
        {
            Functions = [WithInit("hang")],
            InitTimeout = TimeSpan.FromMilliseconds(300),
        });

        var cold = Assert.IsType<WarmResult.NotReady>(await lambda.Host.WarmAsync("dummy"));

        Assert.Equal("its process did not ask for an event within 1.8 seconds", cold.Problem);
        Assert.Equal(2, lambda.Log.Count(line => line.Text.EndsWith("Phase: init\tStatus: timeout", StringComparison.Ordinal)));
    }

    private static FunctionSpec WithInit(string how) =>
        LocalLambda.Dummy() with { Environment = new Dictionary<string, string> { ["DUMMY_INIT"] = how } };
}

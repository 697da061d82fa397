using PrivateInvoke.Local.Endpoint;
using PrivateInvoke.Local.Lambda.Isolation;
using PrivateInvoke.Paths;
using PrivateInvoke.UnitTests.Endpoint;

namespace PrivateInvoke.UnitTests.Lambda;

/// <summary>A function whose processes have a network of their own.</summary>
public sealed class IsolationTests
{
    /// <summary>Milliseconds, for an answer that is to come however busy the machine is.</summary>
    private const int Patient = 120_000;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 180_000)]
    public async Task It_runs_as_any_other()
    {
        await using var lambda = await IsolatedAsync();

        Assert.Equal("[1]", await lambda.AnswerAsync("[1]"));
        Assert.Equal(await lambda.AnswerAsync("""{"do":"process"}"""), await lambda.AnswerAsync("""{"do":"process"}"""));
    }

    [Theory(Timeout = 180_000)]
    [InlineData("192.0.2.1", 443)]
    [InlineData("10.0.0.1", 80)]
    [InlineData("169.254.169.253", 53)]
    [InlineData("a-name-that-somebody-would-have-to-resolve.example", 443)]
    public async Task What_is_outside_does_not_answer(string host, int port)
    {
        await using var lambda = await IsolatedAsync();

        Assert.Equal("\"no answer\"", await lambda.AnswerAsync($$"""{"do":"reach","host":"{{host}}","port":{{port}},"milliseconds":2500}"""));
    }

    /// <summary>As its connect would in the VPC, where the name is known: the resolver's usual patience ends after ten seconds.</summary>
    [Fact(Timeout = 180_000)]
    public async Task A_call_by_name_hangs_for_as_long_as_a_function_waits()
    {
        await using var lambda = await IsolatedAsync();

        Assert.Equal(
            "\"no answer\"", await lambda.AnswerAsync("""{"do":"reach","host":"somewhere.example","port":443,"milliseconds":12000}"""));
    }

    [Fact(Timeout = 180_000)]
    public async Task What_else_listens_on_this_machine_is_not_there()
    {
        await using var gate = await Gate.StartAsync();
        await using var lambda = await IsolatedAsync();

        Assert.Equal("\"ConnectionRefused\"", await lambda.AnswerAsync(Reach(gate.Port, Patient)));
    }

    [Fact(Timeout = 180_000)]
    public async Task Its_interface_endpoint_is_there_as_the_plan_says()
    {
        await using var local = await LocalEndpoint.StartAsync(LocalEndpoint.Path("callee", LocalEndpoint.Hop(HopKind.CallerEgress)));
        await using var lambda = await IsolatedAsync(local.Endpoint);

        var dropped = lambda.AnswerAsync(Reach(local.Endpoint.Port, Patient));
        Assert.Equal(EndpointAction.Dropped, (await local.DecisionAsync()).Action);
        Assert.False(dropped.IsCompleted);

        // Its SYN is sent again and again, and now finds the door open.
        await local.Endpoint.UseAsync([LocalEndpoint.Path("callee")]);
        Assert.Equal("\"HTTP/1.1 403\"", await dropped);
        Assert.Equal("\"HTTP/1.1 403\"", await lambda.AnswerAsync(Reach(local.Endpoint.Port, Patient)));

        await local.Endpoint.UseAsync([LocalEndpoint.Path("callee", LocalEndpoint.Hop(HopKind.CallerEgress))]);
        Assert.Equal("\"no answer\"", await lambda.AnswerAsync(Reach(local.Endpoint.Port, 2500)));
    }

    [Fact(Timeout = 180_000)]
    public async Task A_process_that_is_replaced_is_isolated_too()
    {
        await using var lambda = await IsolatedAsync();
        using var died = await lambda.InvokeAsync("""{"do":"die"}""");

        Assert.Contains("signal: killed", await LocalLambda.TextAsync(died), StringComparison.Ordinal);
        Assert.Equal("\"no answer\"", await lambda.AnswerAsync("""{"do":"reach","host":"192.0.2.1","port":443,"milliseconds":1000}"""));
    }

    private static string Reach(int port, int milliseconds) => $$"""{"do":"reach","host":"127.0.0.1","port":{{port}},"milliseconds":{{milliseconds}}}""";

    private static async Task<LocalLambda> IsolatedAsync(params IReachableServer[] openings)
    {
        if (await IsolationSupport.WhyNotAsync(Cancel) is { } why)
            Assert.Skip($"This machine isolates nothing: {why}");

        var lambda = await LocalLambda.StartAsync(LocalLambda.Dummy());
        lambda.Host.Isolate("dummy", openings);
        return lambda;
    }
}

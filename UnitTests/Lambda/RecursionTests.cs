using System.Net;
using System.Text.Json;

namespace PrivateInvoke.UnitTests.Lambda;

public sealed class RecursionTests
{
    [Fact(Timeout = 180_000)]
    public async Task A_chain_of_invokes_may_come_through_a_function_16_times_and_no_more()
    {
        await using var lambda = await LocalLambda.StartAsync(LocalLambda.Dummy());

        var trace = await LoopAsync(lambda, "dummy", 16);

        using var response = await lambda.InvokeAsync("{}", "dummy", ("X-Amzn-Trace-Id", trace));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("RecursiveInvocationException", response.Headers.GetValues("x-amzn-ErrorType").Single());
        Assert.Contains("recursive loop", await LocalLambda.TextAsync(response), StringComparison.Ordinal);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_chain_that_goes_through_other_functions_too_is_cut_as_well()
    {
        await using var lambda = await LocalLambda.StartAsync(LocalLambda.Dummy("one"), LocalLambda.Dummy("other"));
        string? trace = null;
        for (var i = 0; i < 16; i++)
            trace = await LoopAsync(lambda, "other", 1, await LoopAsync(lambda, "one", 1, trace));

        using var response = await lambda.InvokeAsync("{}", "one", ("X-Amzn-Trace-Id", trace!));

        Assert.Equal("RecursiveInvocationException", response.Headers.GetValues("x-amzn-ErrorType").Single());
    }

    [Fact(Timeout = 180_000)]
    public async Task A_function_whose_recursive_loop_is_allowed_goes_on()
    {
        await using var lambda = await LocalLambda.StartAsync(LocalLambda.Dummy() with { AllowsRecursiveLoop = true });

        var trace = await LoopAsync(lambda, "dummy", 20);

        Assert.EndsWith(":20", trace, StringComparison.Ordinal);
    }

    [Fact(Timeout = 180_000)]
    public async Task Invokes_of_one_client_are_no_chain()
    {
        await using var lambda = await LocalLambda.StartAsync(LocalLambda.Dummy());

        for (var i = 0; i < 20; i++)
        {
            using var response = await lambda.InvokeAsync("{}", "dummy", ("X-Amzn-Trace-Id", "Root=1-5759e988-bd862e3fe1be46a994272793"));
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    [Theory(Timeout = 180_000)]
    [InlineData("Lineage=")]
    [InlineData("Root=1;Lineage=nonsense|:|a:b:c|1a2b3c4d:-5|1a2b3c4d:99999999999")]
    [InlineData("Root=1;Lineage=%7C%")]
    public async Task A_lineage_that_cannot_be_read_counts_for_nothing(string trace)
    {
        await using var lambda = await LocalLambda.StartAsync(LocalLambda.Dummy());

        Assert.EndsWith(":1", await LoopAsync(lambda, "dummy", 1, trace), StringComparison.Ordinal);
    }

    [Fact(Timeout = 180_000)]
    public async Task An_event_in_a_loop_is_given_up_with_its_payload()
    {
        await using var lambda = await LocalLambda.StartAsync(LocalLambda.Dummy());
        var trace = await LoopAsync(lambda, "dummy", 16);

        using var response = await lambda.InvokeAsync(
            """{"again":true}""", "dummy", ("X-Amzn-Trace-Id", trace), ("X-Amz-Invocation-Type", "Event"));

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var givenUp = await lambda.LineAsync(line => line.Contains("given up", StringComparison.Ordinal));
        Assert.EndsWith("""(RecursiveInvocation); there is no failure destination: {"again":true}""", givenUp.Text, StringComparison.Ordinal);
    }

    /// <summary>Invokes with what the function was told, as a function's SDK does.</summary>
    private static async Task<string> LoopAsync(LocalLambda lambda, string function, int times, string? trace = null)
    {
        for (var i = 0; i < times; i++)
        {
            using var response = await lambda.InvokeAsync(
                """{"do":"headers"}""", function, trace is null ? [] : [("X-Amzn-Trace-Id", trace)]);
            trace = JsonSerializer.Deserialize<Dictionary<string, string>>(await LocalLambda.TextAsync(response))!["lambda-runtime-trace-id"];
        }

        return trace!;
    }
}

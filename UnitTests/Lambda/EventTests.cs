using Microsoft.Extensions.Time.Testing;
using PrivateInvoke.Lambda;

namespace PrivateInvoke.UnitTests.Lambda;

public sealed class EventTests
{
    [Fact(Timeout = 60_000)]
    public async Task An_event_is_taken_at_once_and_runs_afterwards()
    {
        await using var gate = await Gate.StartAsync();
        await using var lambda = await LocalLambda.StartAsync(LocalLambda.Dummy());

        using var response = await lambda.InvokeAsync(gate.Order, "dummy", ("X-Amz-Invocation-Type", "Event"));

        Assert.Equal(202, (int)response.StatusCode);
        Assert.Equal("", await LocalLambda.TextAsync(response));
        await gate.ArrivedAsync(1);
    }

    [Fact(Timeout = 60_000)]
    public async Task An_event_over_1_MB_is_refused()
    {
        await using var lambda = await LocalLambda.StartAsync(LocalLambda.Dummy());

        using var response = await lambda.InvokeAsync(
            $"\"{new string('x', 1024 * 1024)}\"", "dummy", ("X-Amz-Invocation-Type", "Event"));

        Assert.Equal(413, (int)response.StatusCode);
    }

    [Fact(Timeout = 60_000)]
    public async Task An_event_that_fails_is_tried_twice_more_and_then_given_up_with_its_payload()
    {
        var time = new FakeTimeProvider();
        await using var lambda = await LocalLambda.StartAsync(new LambdaOptions
        {
            Functions = [LocalLambda.Dummy() with { EventInvoke = new EventInvokeSpec { OnFailure = "arn:aws:sqs:us-east-1:123456789012:failed" } }],
            Time = time,
        });

        using var response = await lambda.InvokeAsync("""{"do":"fail"}""", "dummy", ("X-Amz-Invocation-Type", "Event"));
        var id = response.Headers.GetValues("x-amzn-RequestId").Single();
        await lambda.LineAsync(line => line.StartsWith($"REPORT RequestId: {id}", StringComparison.Ordinal));
        await AdvanceUntilAsync(time, TimeSpan.FromMinutes(1), lambda.LineAsync(line => line.StartsWith("REPORT", StringComparison.Ordinal)));
        await AdvanceUntilAsync(time, TimeSpan.FromMinutes(2), lambda.LineAsync(line => line.StartsWith("REPORT", StringComparison.Ordinal)));

        var givenUp = await lambda.LineAsync(line => line.StartsWith($"Event {id} given up", StringComparison.Ordinal));
        Assert.Equal(
            $$"""Event {{id}} given up after 3 failed attempts (RetriesExhausted); it would go to arn:aws:sqs:us-east-1:123456789012:failed: {"do":"fail"}""",
            givenUp.Text);
    }

    /// <summary>The retry's wait starts a moment after its REPORT line; time is moved on until it was there to be moved.</summary>
    private static async Task AdvanceUntilAsync(FakeTimeProvider time, TimeSpan wait, Task happened)
    {
        time.Advance(wait);
        while (!happened.IsCompleted)
        {
            await Task.WhenAny(happened, Task.Yield().ToTask());
            time.Advance(TimeSpan.FromMilliseconds(1));
        }

        await happened;
    }
}

internal static class Yielding
{
    public static async Task ToTask(this System.Runtime.CompilerServices.YieldAwaitable yield) => await yield;
}

using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;
using PrivateInvoke.Local.Lambda;

namespace PrivateInvoke.UnitTests.Lambda;

public sealed class EventTests
{
    [Fact(Timeout = 180_000)]
    public async Task An_event_is_taken_at_once_and_runs_afterwards()
    {
        await using var gate = await Gate.StartAsync();
        await using var lambda = await LocalLambda.StartAsync(LocalLambda.Dummy());

        using var response = await lambda.InvokeAsync(gate.Order, "dummy", ("X-Amz-Invocation-Type", "Event"));

        Assert.Equal(202, (int)response.StatusCode);
        Assert.Equal("", await LocalLambda.TextAsync(response));
        await gate.ArrivedAsync(1);
    }

    [Fact(Timeout = 180_000)]
    public async Task An_event_has_no_client_context()
    {
        await using var lambda = await LocalLambda.StartAsync(LocalLambda.Dummy() with { Environment = new Dictionary<string, string> { ["DUMMY_HEADERS"] = "print" } });

        using var response = await lambda.InvokeAsync("1", "dummy", ("X-Amz-Invocation-Type", "Event"), ("X-Amz-Client-Context", "e30="));

        var headers = await lambda.LineAsync(line => line.StartsWith("headers:", StringComparison.Ordinal));
        Assert.Contains("Lambda-Runtime-Trace-Id", headers.Text);
        Assert.DoesNotContain("Lambda-Runtime-Client-Context", headers.Text);
    }

    [Fact(Timeout = 180_000)]
    public async Task An_event_over_1_MB_is_refused()
    {
        await using var lambda = await LocalLambda.StartAsync(LocalLambda.Dummy());

        using var response = await lambda.InvokeAsync(
            $"\"{new string('x', 1024 * 1024)}\"", "dummy", ("X-Amz-Invocation-Type", "Event"), ("Expect", "100-continue"));

        Assert.Equal(413, (int)response.StatusCode);
    }

    [Fact(Timeout = 180_000)]
    public async Task An_event_that_fails_is_tried_twice_more_and_then_given_up_with_its_payload()
    {
        var time = new TimeWithWaits();
        await using var lambda = await LocalLambda.StartAsync(new LambdaOptions
        {
            Functions = [LocalLambda.Dummy() with { EventInvoke = new EventInvokeSpec { OnFailure = "arn:aws:sqs:us-east-1:123456789012:failed" } }],
            Time = time,
        });

        using var response = await lambda.InvokeAsync("""{"do":"fail"}""", "dummy", ("X-Amz-Invocation-Type", "Event"));
        var id = response.Headers.GetValues("x-amzn-RequestId").Single();
        await time.PassAsync(TimeSpan.FromMinutes(1));
        await time.PassAsync(TimeSpan.FromMinutes(2));

        var givenUp = await lambda.LineAsync(line => line.StartsWith($"Event {id} given up", StringComparison.Ordinal));
        Assert.Equal(
            $$"""Event {{id}} given up after 3 failed attempts (RetriesExhausted); it would go to arn:aws:sqs:us-east-1:123456789012:failed: {"do":"fail"}""",
            givenUp.Text);
    }

    /// <summary>Time that passes when somebody waits for it.</summary>
    private sealed class TimeWithWaits : FakeTimeProvider
    {
        private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            _waits.Writer.TryWrite(dueTime);
            return timer;
        }

        public async Task PassAsync(TimeSpan wait)
        {
            while (await _waits.Reader.ReadAsync(TestContext.Current.CancellationToken) != wait)
            {
            }

            Advance(wait);
        }
    }
}

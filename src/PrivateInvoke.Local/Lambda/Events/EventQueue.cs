using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using PrivateInvoke.Local.Lambda.Environments;

namespace PrivateInvoke.Local.Lambda.Events;

/// <summary>
/// Asynchronous invokes. Each event runs when there is concurrency for it; after a function error it waits one minute, then two, and
/// is tried again; throttled, it waits from one second up to five minutes, until it is too old. What is given up is logged with its
/// payload, since nothing is sent to the destination.
/// </summary>
internal sealed class EventQueue(TimeProvider time, Action<FunctionLogLine>? log) : IAsyncDisposable
{
    private const int LoggedPayload = 4 * 1024;

    private static readonly TimeSpan LongestThrottleWait = TimeSpan.FromMinutes(5);

    private readonly CancellationTokenSource _ending = new();
    private readonly ConcurrentDictionary<Task, byte> _events = new();

    public void Add(HostedFunction hosted, InvokeRequest request)
    {
        var run = RunAsync(hosted, request);
        _events[run] = 0;
        _ = run.ContinueWith(done => _events.TryRemove(done, out _), TaskScheduler.Default);
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await Task.WhenAll(_events.Keys);
        _ending.Dispose();
    }

    private async Task RunAsync(HostedFunction hosted, InvokeRequest request)
    {
        var settings = hosted.Function.EventInvoke;
        var queued = time.GetTimestamp();
        var failures = 0;
        var throttleWait = TimeSpan.FromSeconds(1);
        try
        {
            while (true)
            {
                var outcome = await hosted.InvokeAsync(request);
                if (outcome is InvokeOutcome.Answered)
                    return;

                if (outcome is InvokeOutcome.Recursive)
                {
                    GiveUp(hosted.Function, request, "RecursiveInvocation", failures);
                    return;
                }

                TimeSpan wait;
                if (outcome is InvokeOutcome.Throttled)
                {
                    wait = throttleWait;
                    throttleWait = TimeSpan.FromTicks(Math.Min(throttleWait.Ticks * 2, LongestThrottleWait.Ticks));
                }
                else
                {
                    failures++;
                    if (failures > settings.MaximumRetryAttempts)
                    {
                        GiveUp(hosted.Function, request, "RetriesExhausted", failures);
                        return;
                    }

                    wait = TimeSpan.FromMinutes(failures);
                }

                if (time.GetElapsedTime(queued) + wait > settings.MaximumEventAge)
                {
                    GiveUp(hosted.Function, request, "EventAgeExceeded", failures);
                    return;
                }

                await Task.Delay(wait, time, _ending.Token);
            }
        }
        catch (OperationCanceledException)
        {
            GiveUp(hosted.Function, request, "the host is ending", failures);
        }
    }

    private void GiveUp(FunctionSpec function, InvokeRequest request, string condition, int attempts)
    {
        var payload = Encoding.UTF8.GetString(request.Payload.Span[..Math.Min(LoggedPayload, request.Payload.Length)]);
        var destination = function.EventInvoke.OnFailure is { } arn ? $"; it would go to {arn}" : "; there is no failure destination";
        log?.Invoke(new FunctionLogLine(
            function.Name, "event-queue", request.RequestId, FunctionLogSource.Platform, time.GetUtcNow(),
            string.Create(CultureInfo.InvariantCulture, $"Event {request.RequestId} given up after {attempts} failed attempts ({condition}){destination}: {payload}")));
    }
}

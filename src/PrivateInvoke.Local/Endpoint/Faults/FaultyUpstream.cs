using Microsoft.AspNetCore.Http;
using PrivateInvoke.Local.Endpoint.Upstreams;
using PrivateInvoke.Local.Lambda.Api;

namespace PrivateInvoke.Local.Endpoint.Faults;

/// <summary>Hands requests on with the fault that they meet, or without.</summary>
internal sealed class FaultyUpstream(IUpstream upstream, TimeProvider time)
{
    // Longer than any function may run, so that no client is left that still waits.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(16);

    public Task SendAsync(HttpContext context, byte[] body, Fault? fault) =>
        fault is null ? upstream.SendAsync(context, body) : SendWithAsync(fault, context, body);

    /// <summary>Nothing, until the client has had enough.</summary>
    public static async Task SilenceAsync(HttpContext context, TimeProvider time)
    {
        await Task.Delay(LongestSilence, time, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        context.Abort();
    }

    private async Task SendWithAsync(Fault fault, HttpContext context, byte[] body)
    {
        switch (fault)
        {
            case Fault.Latency latency:
                await Task.Delay(latency.Delay, time, context.RequestAborted);
                await upstream.SendAsync(context, body);
                break;
            case Fault.Silence:
                await SilenceAsync(context, time);
                break;
            case Fault.Throttled:
                await ApiError.Throttled("CallerRateLimitExceeded").WriteAsync(context);
                break;
            case Fault.ServerError:
                await new ApiError(500, "ServiceException", "The endpoint was told to answer so (--fault 500).") { Fault = "Service" }
                    .WriteAsync(context);
                break;
            case Fault.LostAnswer:
                context.Response.Body = Stream.Null;
                await upstream.SendAsync(context, body);
                context.Abort();
                break;
            default:
                context.Abort();
                break;
        }
    }
}

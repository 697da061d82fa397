using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;

namespace PrivateInvoke.Benchmarks.Load;

/// <summary>
/// The floor: the least that can stand between a client and a function in a process of its own. No errors, no timeouts, no log, no
/// limits, one environment.
/// </summary>
internal sealed class SmallestRuntimeApi
{
    private readonly Channel<(string Id, byte[] Payload)> _waiting = Channel.CreateUnbounded<(string, byte[])>();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<byte[]>> _open = new();

    public async Task HandleAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        if (path.EndsWith("/invocations", StringComparison.Ordinal))
        {
            var (id, done) = (Guid.NewGuid().ToString(), new TaskCompletionSource<byte[]>(TaskCreationOptions.RunContinuationsAsynchronously));
            _open[id] = done;
            await _waiting.Writer.WriteAsync((id, await Body.ReadAsync(context)));
            await Body.WriteAsync(context, await done.Task);
        }
        else if (path.EndsWith("/next", StringComparison.Ordinal))
        {
            var (id, payload) = await _waiting.Reader.ReadAsync(context.RequestAborted);
            context.Response.Headers["Lambda-Runtime-Aws-Request-Id"] = id;
            context.Response.Headers["Lambda-Runtime-Deadline-Ms"] = "9999999999999";
            context.Response.Headers["Lambda-Runtime-Invoked-Function-Arn"] = "arn:aws:lambda:us-east-1:123456789012:function:echo";
            await Body.WriteAsync(context, payload);
        }
        else
        {
            _open.TryRemove(path.Split('/')[^2], out var done);
            done!.SetResult(await Body.ReadAsync(context));
            context.Response.StatusCode = 202;
        }
    }
}

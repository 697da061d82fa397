using Microsoft.AspNetCore.Http;
using PrivateInvoke.Machine;

namespace PrivateInvoke.IntegrationTests.Conformance;

/// <summary>
/// What a function calls between two parts of its response. It lets nobody pass until the client, which has the first part, has opened:
/// so they are two.
/// </summary>
internal sealed class Doorman : IAsyncDisposable
{
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LoopbackServer? _server;

    public Uri Address => _server!.Address;

    /// <summary>Fetched by the client.</summary>
    public Uri Opener => new(Address, "open");

    public static async Task<Doorman> StartAsync(CancellationToken cancel)
    {
        var doorman = new Doorman();
        doorman._server = await LoopbackServer.StartAsync(new LoopbackOptions { Name = "the test's doorman" }, doorman.HandleAsync, cancel);
        return doorman;
    }

    public async ValueTask DisposeAsync()
    {
        _open.TrySetResult();
        await _server!.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        if (context.Request.Path == "/open")
            _open.TrySetResult();

        await _open.Task.WaitAsync(context.RequestAborted);
        await context.Response.WriteAsync("pass", context.RequestAborted);
    }
}

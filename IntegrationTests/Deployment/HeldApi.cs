using Microsoft.AspNetCore.Http;
using PrivateInvoke.IntegrationTests.Environment;
using PrivateInvoke.Machine;

namespace PrivateInvoke.IntegrationTests.Deployment;

/// <summary>
/// A control plane one of whose EC2 actions is held until it is let go: an apply that needs it cannot end before, however slow the test is.
/// </summary>
internal sealed class HeldApi : IAsyncDisposable
{
    private readonly TaskCompletionSource _free = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ApiForwarder _forwarder = new();
    private readonly Uri _controlPlane;
    private readonly string _action;
    private LoopbackServer? _server;

    private HeldApi(Uri controlPlane, string action)
    {
        _controlPlane = controlPlane;
        _action = action;
    }

    public Uri Address => _server!.Address;

    /// <param name="action"><c>CreateVpc</c></param>
    public static async Task<HeldApi> StartAsync(Uri controlPlane, string action, CancellationToken cancel)
    {
        var api = new HeldApi(controlPlane, action);
        api._server = await LoopbackServer.StartAsync(new LoopbackOptions { Name = "the held API" }, api.HandleAsync, cancel);
        return api;
    }

    /// <summary>The action has been asked for.</summary>
    public Task HeldAsync(CancellationToken cancel) => _held.Task.WaitAsync(cancel);

    /// <summary>From now on it is an action as any other.</summary>
    public void LetGo() => _free.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        LetGo();
        await _server!.DisposeAsync();
        await _forwarder.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        if (await IsHeldAsync(context.Request, context.RequestAborted))
        {
            _held.TrySetResult();
            await _free.Task.WaitAsync(context.RequestAborted);
        }

        await _forwarder.SendAsync(context, _controlPlane);
    }

    private async Task<bool> IsHeldAsync(HttpRequest request, CancellationToken cancel)
    {
        if (!request.HasFormContentType)
            return false;

        request.EnableBuffering();
        var form = await request.ReadFormAsync(cancel);
        request.Body.Position = 0;
        return form["Action"] == _action;
    }
}

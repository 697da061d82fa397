using Microsoft.AspNetCore.Http;
using PrivateInvoke.Machine;

namespace PrivateInvoke.UnitTests.Lambda;

/// <summary>Holds dummy functions in the middle of an invocation: <c>{"do":"call","url":"…"}</c> returns when the gate opens.</summary>
internal sealed class Gate : IAsyncDisposable
{
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _arrived = new(0);
    private LoopbackServer? _server;

    public Uri Address => _server!.Address;

    public string Order => $$"""{"do":"call","url":"{{Address}}"}""";

    public int Port => _server!.Port;

    public static async Task<Gate> StartAsync()
    {
        var gate = new Gate();
        gate._server = await LoopbackServer.StartAsync(
            new LoopbackOptions { Name = "the test's gate" }, gate.HandleAsync, TestContext.Current.CancellationToken);
        return gate;
    }

    public async Task ArrivedAsync(int count)
    {
        for (; count > 0; count--)
            await _arrived.WaitAsync(TestContext.Current.CancellationToken);
    }

    public void Open() => _open.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        Open();
        await _server!.DisposeAsync();
        _arrived.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        _arrived.Release();
        await _open.Task;
        await context.Response.WriteAsync("open");
    }
}

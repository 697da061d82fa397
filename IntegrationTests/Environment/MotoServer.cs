using Microsoft.AspNetCore.Http;

namespace PrivateInvoke.IntegrationTests.Environment;

/// <summary>
/// The control plane where every <see cref="Moto"/> has an account: it takes three seconds to start. One request at a time reaches it:
/// terraform sends ten, and the tables that they read and write are locked by nobody.
/// </summary>
public sealed class MotoServer : IAsyncDisposable
{
    private readonly ApiForwarder _forwarder = new();
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Lazy<Task<(RunningProgram Program, Uri Address)>> _started = new(StartAsync);

    /// <summary>Started by the first test that asks; another one's end does not stop it.</summary>
    public Task StartedAsync(CancellationToken cancel) => _started.Value.WaitAsync(cancel);

    public async Task SendAsync(HttpContext context)
    {
        var (_, address) = await _started.Value;
        await _turn.WaitAsync(context.RequestAborted);
        try
        {
            await _forwarder.SendAsync(context, address);
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_started.IsValueCreated)
            await (await _started.Value).Program.DisposeAsync();

        await _forwarder.DisposeAsync();
        _turn.Dispose();
    }

    private static async Task<(RunningProgram Program, Uri Address)> StartAsync()
    {
        var program = RunningProgram.Start(
            Programs.Require("moto_server"), ["-H", "127.0.0.1", "-p", "0"], Path.GetTempPath(),
            new Dictionary<string, string?> { ["MOTO_IAM_LOAD_MANAGED_POLICIES"] = "true", ["PYTHONUNBUFFERED"] = "1" });
        try
        {
            const string running = "Running on ";
            var line = await program.LineAsync(line => line.Contains(running, StringComparison.Ordinal), CancellationToken.None);
            return (program, new Uri(line[(line.IndexOf(running, StringComparison.Ordinal) + running.Length)..].Trim()));
        }
        catch
        {
            await program.DisposeAsync();
            throw;
        }
    }
}

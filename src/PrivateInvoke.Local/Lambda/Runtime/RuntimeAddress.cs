using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;

namespace PrivateInvoke.Local.Lambda.Runtime;

/// <summary>One environment's own Runtime API: whoever connects here is that environment.</summary>
internal sealed class RuntimeAddress : IAsyncDisposable
{
    private readonly IConnectionListener _listener;
    private readonly Task _accepting;
    private int _closed;

    public RuntimeAddress(IConnectionListener listener, IRuntimeSession session, ChannelWriter<ConnectionContext> accepted)
    {
        _listener = listener;
        _accepting = AcceptAsync(session, accepted);
    }

    /// <summary>The value of <c>AWS_LAMBDA_RUNTIME_API</c>.</summary>
    public string HostAndPort => $"127.0.0.1:{Port}";

    public int Port => ((IPEndPoint)_listener.EndPoint).Port;

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 1)
            return;

        await _listener.UnbindAsync();
        await _accepting;
        await _listener.DisposeAsync();
    }

    private async Task AcceptAsync(IRuntimeSession session, ChannelWriter<ConnectionContext> accepted)
    {
        while (await _listener.AcceptAsync() is { } connection)
        {
            connection.Features.Set(session);
            if (!accepted.TryWrite(connection))
                await connection.DisposeAsync();
        }
    }
}

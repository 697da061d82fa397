using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;

namespace PrivateInvoke.Local.Lambda.Isolation;

/// <summary>
/// One process's network of its own, from out here: its command, the Unix socket over which it hands its listening sockets over (a
/// path crosses into the namespace, a port does not), and who answers on them.
/// </summary>
internal sealed class IsolatedNetwork : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("private-invoke-").FullName;
    private readonly Socket _handing = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly IReadOnlyList<IReachableServer> _openings;
    private readonly ConcurrentBag<IAsyncDisposable> _open = [];
    private int _closed;

    public IsolatedNetwork(IReadOnlyList<IReachableServer> openings)
    {
        _openings = openings;
        _handing.Bind(new UnixDomainSocketEndPoint(Address));
        _handing.Listen(1);
    }

    private string Address => Path.Combine(_folder, "handing-over");

    /// <summary>The same start, in there.</summary>
    public ProcessStartInfo Inside(ProcessStartInfo start)
    {
        var ports = string.Join(',', _openings.Select(opening => opening.Port.ToString(CultureInfo.InvariantCulture)));
        var command = IsolatedCommand.Words([Address, ports, Path.GetFullPath(start.FileName), .. start.ArgumentList]);
        start.FileName = command[0];
        start.ArgumentList.Clear();
        foreach (var word in command.Skip(1))
            start.ArgumentList.Add(word);

        return start;
    }

    /// <summary>Takes the sockets over. A process that ends before it hands them over has its own way to say so.</summary>
    public async Task OpenAsync(int process)
    {
        try
        {
            // Disposing this, which the process's end does, ends the wait too.
            using var handed = await _handing.AcceptAsync();
            foreach (var opening in _openings)
            {
                if (await HandedSockets.ReceiveAsync(handed) is not [var listening, .. var spare])
                    break;

                _open.Add(await opening.ListenAsync(new IsolatedSockets(listening, new Queue<Socket>(spare), process)));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // It has ended.
        }

        if (_closed == 1)
            await CloseAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 1)
            return;

        _handing.Dispose();
        Directory.Delete(_folder, recursive: true);
        await CloseAsync();
    }

    private async Task CloseAsync()
    {
        while (_open.TryTake(out var open))
            await open.DisposeAsync();
    }
}

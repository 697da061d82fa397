using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;

namespace PrivateInvoke.Local.Endpoint;

/// <summary>One listening socket of the endpoint, which can be shut without giving up its port.</summary>
internal sealed class ListenSocket : IAsyncDisposable
{
    private const int OpenBacklog = 512;

    // The accept under way takes one, backlog 0 leaves room for another; a client that leaves makes room again.
    private const int MostFillers = 8;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(200);

    // On this machine a connect takes microseconds, unless the queue is full.
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromMilliseconds(250);

    private readonly Socket _socket;
    private readonly IConnectionListener _listener;
    private readonly ListenSocketOptions _around;
    private readonly List<Socket> _fillers = [];
    private readonly Task _accepting;
    private volatile Shut? _shut;

    public ListenSocket(Socket socket, IConnectionListener listener, ChannelWriter<ConnectionContext> entered, ListenSocketOptions around)
    {
        _socket = socket;
        _listener = listener;
        _around = around;
        _accepting = AcceptAsync(entered);
    }

    public EndPoint EndPoint => _listener.EndPoint;

    /// <summary>The next connect gets no answer.</summary>
    public bool IsShut => _shut is { Look: not null };

    private int Port => ((IPEndPoint)EndPoint).Port;

    /// <summary>
    /// Lets no further connection in. Those that are there stay, and their requests are the endpoint's to hold. Where nothing fills the
    /// queue it stays open.
    /// </summary>
    public async Task ShutAsync()
    {
        if (_shut is not null)
            return;

        var shut = new Shut();
        _shut = shut;
        _socket.Listen(0);
        for (var tries = 0; tries < MostFillers; tries++)
        {
            if (!Fill() && !ListenQueue.IsFull(_socket))
                continue;

            // The first one goes to the accept under way; then the queue holds what is put into it.
            await shut.Holding.Task;
            if (!ListenQueue.IsFull(_socket))
                continue;

            shut.Drops = ListenQueue.Drops(_socket);
            shut.Look = _around.Time.CreateTimer(_ => Look(shut), null, LookEvery, LookEvery);
            return;
        }

        await OpenAsync();
    }

    public async Task OpenAsync()
    {
        if (_shut is not { } shut)
            return;

        if (shut.Look is not null)
            await shut.Look.DisposeAsync();
        _shut = null;
        _socket.Listen(OpenBacklog);
        foreach (var filler in _fillers)
            filler.Dispose();
        _fillers.Clear();
        shut.Opened.TrySetResult();
    }

    public async ValueTask DisposeAsync()
    {
        await OpenAsync();
        await _listener.UnbindAsync();
        await _accepting;
        await _listener.DisposeAsync();
    }

    private async Task AcceptAsync(ChannelWriter<ConnectionContext> entered)
    {
        while (await _listener.AcceptAsync() is { } connection)
        {
            if (_shut is { } shut)
            {
                // The accept that was under way when the socket was shut; what it got waits with the others.
                shut.Holding.TrySetResult();
                await shut.Opened.Task;
            }

            if (!entered.TryWrite(connection))
                await connection.DisposeAsync();
        }
    }

    /// <summary>Asks the kernel, and nothing that a busy machine may tell late, whether the connect has come through.</summary>
    /// <returns>False when nothing new stands in the way.</returns>
    private bool Fill()
    {
        if (_around.Filler() is not { } filler)
            return false;

        filler.Blocking = false;
        try
        {
            filler.Connect(IPAddress.Loopback, Port);
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
        {
            // It is on its way.
        }
        catch (SocketException)
        {
            filler.Dispose();
            return false;
        }

        if (filler.Poll(ConnectPatience, SelectMode.SelectWrite) && filler.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error) is 0)
        {
            _fillers.Add(filler);
            return true;
        }

        // A client was faster, and its connection fills the queue: the filler's own SYN is dropped, for two minutes.
        filler.Dispose();
        return false;
    }

    /// <summary>
    /// Nothing tells of a SYN that was dropped; Linux counts them. A client sends its SYN again and again, so what is new is told by
    /// the port it comes from.
    /// </summary>
    private void Look(Shut shut)
    {
        int news;
        lock (shut)
        {
            var drops = ListenQueue.Drops(_socket);
            if (_shut != shut || drops == shut.Drops)
                return;

            shut.Drops = drops;
            var attempts = ListenQueue.Attempts(_around.Tables, Port);
            news = attempts.Count(attempt => !shut.Seen.Contains(attempt));
            shut.Seen = attempts;
        }

        if (news > 0)
            _around.Attempted(news);
    }

    private sealed class Shut
    {
        public TaskCompletionSource Holding { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Opened { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ITimer? Look { get; set; }

        public uint Drops { get; set; }

        public IReadOnlySet<string> Seen { get; set; } = new HashSet<string>();
    }
}

/// <param name="Filler">A socket that can connect to the socket; null when there is none left.</param>
/// <param name="Tables">Linux's tables of the sockets around it: <c>/proc/net</c>, or that of a process elsewhere.</param>
/// <param name="Attempted">Told how many connects have had no answer.</param>
internal sealed record ListenSocketOptions(Func<Socket?> Filler, string Tables, TimeProvider Time, Action<int> Attempted);

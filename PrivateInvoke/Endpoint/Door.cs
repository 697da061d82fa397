using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace PrivateInvoke.Endpoint;

/// <summary>
/// The endpoint's listening socket, with a door that can be shut without giving up the port: shut, a client's connect gets no
/// answer at all, so that its connect timeout fires as it would in a VPC. Linux only; elsewhere the door stays open and requests
/// are held instead.
/// </summary>
internal sealed class Door(ILoggerFactory loggers, TimeProvider time, Action<int> attempted) : IConnectionListenerFactory, IConnectionListener
{
    private const int OpenBacklog = 512;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(200);

    private readonly SemaphoreSlim _turning = new(1);
    private readonly List<Socket> _fillers = [];
    private Socket? _socket;
    private IConnectionListener? _inner;
    private volatile Shut? _shut;

    public static bool CanShut => OperatingSystem.IsLinux();

    public EndPoint EndPoint => _inner!.EndPoint;

    private int Port => ((IPEndPoint)EndPoint).Port;

    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var factory = new SocketTransportFactory(
            Options.Create(new SocketTransportOptions
            {
                Backlog = OpenBacklog,
                CreateBoundListenSocket = at => _socket = SocketTransportOptions.CreateDefaultBoundListenSocket(at),
            }),
            loggers);
        _inner = await factory.BindAsync(endpoint, cancellationToken);
        return this;
    }

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        var connection = await _inner!.AcceptAsync(cancellationToken);
        if (_shut is { } shut)
        {
            // The accept that was under way when the door was shut; what it got waits with the others.
            shut.Holding.TrySetResult();
            await shut.Opened.Task;
        }

        return connection;
    }

    /// <summary>Lets no further connection in. Those that are there stay, and their requests are the endpoint's to hold.</summary>
    public async Task ShutAsync()
    {
        await _turning.WaitAsync();
        try
        {
            if (_shut is not null)
                return;

            var shut = new Shut();
            _shut = shut;
            _socket!.Listen(0);

            // The first one goes to the accept under way; then the queue holds what is put into it.
            await FillAsync();
            await shut.Holding.Task;
            while (!ListenQueue.IsFull(_socket))
                await FillAsync();

            shut.Drops = ListenQueue.Drops(_socket);
            shut.Look = time.CreateTimer(_ => Look(shut), null, LookEvery, LookEvery);
        }
        finally
        {
            _turning.Release();
        }
    }

    public async Task OpenAsync()
    {
        await _turning.WaitAsync();
        try
        {
            if (_shut is not { } shut)
                return;

            await Reopen(shut);
        }
        finally
        {
            _turning.Release();
        }
    }

    public async ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        if (_shut is { } shut)
            await Reopen(shut);
        await _inner!.UnbindAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_inner is not null)
            await _inner.DisposeAsync();
    }

    private async ValueTask Reopen(Shut shut)
    {
        if (shut.Look is not null)
            await shut.Look.DisposeAsync();
        _shut = null;
        _socket!.Listen(OpenBacklog);
        foreach (var filler in _fillers)
            filler.Dispose();
        _fillers.Clear();
        shut.Opened.TrySetResult();
    }

    private async Task FillAsync()
    {
        var filler = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _fillers.Add(filler);
        await filler.ConnectAsync(IPAddress.Loopback, Port);
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
            var drops = ListenQueue.Drops(_socket!);
            if (_shut != shut || drops == shut.Drops)
                return;

            shut.Drops = drops;
            var attempts = ListenQueue.Attempts(Port);
            news = attempts.Count(attempt => !shut.Seen.Contains(attempt));
            shut.Seen = attempts;
        }

        if (news > 0)
            attempted(news);
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

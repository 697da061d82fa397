using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using PrivateInvoke.Machine;
using Yarp.ReverseProxy.Forwarder;

namespace PrivateInvoke.Terraform;

/// <summary>
/// Stands between terraform and providers that wait to be attached. To GetSchema it answers with the types that the configuration names
/// (<see cref="ProviderSchemas"/>), and each configuration of the provider gets a process of its own, since a process has one. It hands
/// every other call on. See docs/decisions/0014-one-provider-process.md.
/// </summary>
internal sealed class ProviderProxy : IAsyncDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddLogging().AddHttpForwarder().BuildServiceProvider();
    private readonly Func<CancellationToken, Task<ProviderConnection?>> _start;
    private readonly ProviderConnection _first;
    private readonly Lazy<Task<byte[]>> _schemas;
    private readonly Lock _gate = new();

    /// <summary>By the hash of what it is configured with.</summary>
    private readonly Dictionary<string, Task<ProviderConnection>> _configured = [];

    /// <summary>The hashes of this plan.</summary>
    private readonly HashSet<string> _used = [];

    /// <summary>By terraform's connection: it makes one for each provider block.</summary>
    private readonly ConcurrentDictionary<string, ProviderConnection> _connected = [];

    private IReadOnlySet<string> _types = new HashSet<string>();

    /// <summary>How many provider blocks the last plan has configured.</summary>
    private int _blocks;

    /// <summary>What is done before an apply is told of its types.</summary>
    private Action? _handOver;
    private LoopbackServer? _server;

    private ProviderProxy(ProviderConnection first, Func<CancellationToken, Task<ProviderConnection?>> start, string schemas)
    {
        _first = first;
        _start = start;
        _schemas = new(() => ProviderSchemas.ReadAsync(schemas, first));
    }

    public bool HasEnded => _first.Process.HasEnded;

    /// <summary>What terraform attaches it by, in the provider's place.</summary>
    public string Attachment { get; private init; } = "";

    /// <param name="start">Starts one process of the provider.</param>
    /// <param name="schemas">The file of this provider's schemas, which it takes some two seconds to tell.</param>
    /// <returns>Null where it cannot be attached at a Unix socket.</returns>
    public static async Task<ProviderProxy?> StartAsync(
        Func<CancellationToken, Task<ProviderProcess?>> start, string schemas, CancellationToken cancellationToken)
    {
        if (await ConnectAsync(cancellationToken).ConfigureAwait(false) is not { } first)
            return null;

        var socket = In(first, "terraform");
        var proxy = new ProviderProxy(first, ConnectAsync, schemas) { Attachment = AttachmentAt(first, socket) };
        proxy._server = await LoopbackServer.StartAsync(
            new LoopbackOptions { Name = "terraform's provider", Socket = socket }, proxy.HandleAsync, cancellationToken).ConfigureAwait(false);
        return proxy;

        async Task<ProviderConnection?> ConnectAsync(CancellationToken token) =>
            await start(token).ConfigureAwait(false) is { } process ? await ProviderConnection.ToAsync(process).ConfigureAwait(false) : null;
    }

    /// <summary>Before the first command of a plan, and when no command of another one runs: ends what the last plan had no use for.</summary>
    /// <param name="types">The types that terraform is told of.</param>
    /// <param name="isOfSameModule">Whether the last plan was of this root module, which will configure its providers as before.</param>
    public async Task BeginAsync(IReadOnlySet<string> types, bool isOfSameModule)
    {
        _types = types;
        // What has configured none, as a show has not, was no plan.
        _blocks = !_connected.IsEmpty ? _connected.Count : isOfSameModule ? _blocks : 0;
        _connected.Clear();
        var used = _used.Count > 0 ? [.. _used] : _configured.Keys.ToHashSet();
        var unused = _configured.Where(pair => !isOfSameModule || !used.Contains(pair.Key) || pair.Value is not { IsCompletedSuccessfully: true, Result.Process.HasEnded: false }).ToList();
        _used.Clear();
        foreach (var (configuration, provider) in unused)
        {
            _configured.Remove(configuration);
            await EndAsync(provider).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// For one apply. terraform asks for the types over one connection, ends it, and makes another for the provider's work: in between the
    /// provider's own socket takes this one's place, and nothing of the work passes through this process.
    /// </summary>
    /// <returns>What terraform attaches it by, and the folder to hold meanwhile; null where the plan has not configured one provider.</returns>
    public (string Attachment, string Held)? HandOver()
    {
        // Two blocks whose values only the apply knows look like one to a plan.
        if (_blocks != 1 || _configured.Values.ToList() is not [{ IsCompletedSuccessfully: true } only] || only.Result != _first)
            return null;

        var socket = In(_first, "apply");
        PutLink(socket, In(_first, "terraform"));
        _handOver = () => PutLink(socket, _first.Socket);
        return (AttachmentAt(_first, socket), Path.GetDirectoryName(socket)!);
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync().ConfigureAwait(false);
        await _first.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>After <see cref="HandOver"/>, where the apply goes on: its provider ends with it.</summary>
    public async Task LeaveAsync()
    {
        await CloseAsync().ConfigureAwait(false);
        await _first.LeaveAsync().ConfigureAwait(false);
    }

    private async Task CloseAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync().ConfigureAwait(false);

        foreach (var provider in _configured.Values)
            await EndAsync(provider).ConfigureAwait(false);
        await _services.DisposeAsync().ConfigureAwait(false);
    }

    private async Task EndAsync(Task<ProviderConnection> provider)
    {
        await ((Task)provider).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (provider.IsCompletedSuccessfully && provider.Result != _first)
            await provider.Result.DisposeAsync().ConfigureAwait(false);
    }

    private async Task HandleAsync(HttpContext context)
    {
        if (context.Request.Path == _first.GetSchema)
        {
            await AnswerAsync(context).ConfigureAwait(false);
            return;
        }

        if (context.Request.Path == _first.Configure)
            _connected[context.Connection.Id] = await ConfiguredAsync(context.Request).ConfigureAwait(false);

        var provider = _connected.GetValueOrDefault(context.Connection.Id, _first);
        await provider.ForwardAsync(_services.GetRequiredService<IHttpForwarder>(), context).ConfigureAwait(false);
    }

    /// <summary>The process that has this configuration already, or one for it.</summary>
    private async Task<ProviderConnection> ConfiguredAsync(HttpRequest request)
    {
        request.EnableBuffering();
        var configuration = Convert.ToHexString(await SHA256.HashDataAsync(request.Body).ConfigureAwait(false));
        request.Body.Position = 0;
        Task<ProviderConnection>? provider;
        lock (_gate)
        {
            _used.Add(configuration);
            if (!_configured.TryGetValue(configuration, out provider))
            {
                var isFirstFree = _configured.Values.All(other => !other.IsCompletedSuccessfully || other.Result != _first);
                _configured[configuration] = provider = isFirstFree ? Task.FromResult(_first) : StartAsync();
            }
        }

        return await provider.ConfigureAwait(false);
    }

    private async Task<ProviderConnection> StartAsync() =>
        await _start(CancellationToken.None).ConfigureAwait(false) ?? throw new InvalidOperationException("The provider cannot be started again.");

    private async Task AnswerAsync(HttpContext context)
    {
        var message = ProviderSchemas.Only(_types, "aws_", await _schemas.Value.ConfigureAwait(false));
        var frame = new byte[ProviderConnection.FramePrefix + message.Length];
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), (uint)message.Length);
        message.CopyTo(frame, ProviderConnection.FramePrefix);
        Interlocked.Exchange(ref _handOver, null)?.Invoke();

        context.Response.ContentType = "application/grpc";
        await context.Response.Body.WriteAsync(frame, context.RequestAborted).ConfigureAwait(false);
        context.Response.AppendTrailer("grpc-status", "0");
    }

    /// <summary>Beside the provider's own socket: what removes that one when this process is killed removes all.</summary>
    private static string In(ProviderConnection provider, string name) => Path.Combine(Path.GetDirectoryName(provider.Socket)!, name);

    /// <summary>What terraform attaches the provider by, at another socket.</summary>
    private static string AttachmentAt(ProviderConnection provider, string socket)
    {
        var attachment = JsonNode.Parse(provider.Process.Attachment)!;
        attachment.AsObject().First().Value!["Addr"]!["String"] = socket;
        return attachment.ToJsonString();
    }

    /// <summary>In one step: whoever looks finds the former or the new one.</summary>
    private static void PutLink(string link, string target)
    {
        var made = $"{link}-";
        File.CreateSymbolicLink(made, target);
        File.Move(made, link, overwrite: true);
    }
}

using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using PrivateInvoke.Machine;
using Yarp.ReverseProxy.Forwarder;

namespace PrivateInvoke.Terraform;

/// <summary>
/// Stands between terraform and a provider that waits to be attached. It hands every call on but one: to GetSchema it answers with the
/// types that the configuration names (<see cref="ProviderSchemas"/>). See docs/decisions/0014-one-provider-process.md.
/// </summary>
internal sealed class ProviderProxy : IAsyncDisposable
{
    private const int FramePrefix = 5;

    private static readonly ForwarderRequestConfig Grpc = new()
    {
        Version = HttpVersion.Version20,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        ActivityTimeout = Timeout.InfiniteTimeSpan,
    };

    private readonly ServiceProvider _services = new ServiceCollection().AddLogging().AddHttpForwarder().BuildServiceProvider();
    private readonly HttpMessageInvoker _provider;
    private readonly Lazy<Task<byte[]>> _schemas;
    private readonly string _service;
    private LoopbackServer? _server;

    private ProviderProxy(string socket, int protocol, string keptSchemas)
    {
        _provider = new HttpMessageInvoker(new SocketsHttpHandler
        {
            UseProxy = false,
            ActivityHeadersPropagator = null,
            ConnectCallback = async (_, cancel) => await ConnectAsync(socket, cancel).ConfigureAwait(false),
        });
        _service = $"/tfplugin{protocol}.Provider/{(protocol == 5 ? "GetSchema" : "GetProviderSchema")}";
        _schemas = new(() => SchemasAsync(keptSchemas));
    }

    /// <summary>The types that terraform is told of.</summary>
    public IReadOnlySet<string> Types { get; set; } = new HashSet<string>();

    /// <summary>What terraform attaches it by, in the provider's place.</summary>
    public string Attachment { get; private init; } = "";

    /// <param name="attachment">What the provider has printed.</param>
    /// <param name="keptSchemas">The file of this provider's schemas, which it takes some two seconds to tell.</param>
    /// <returns>Null where the provider does not listen at a Unix socket.</returns>
    public static async Task<ProviderProxy?> StartAsync(string attachment, string keptSchemas, CancellationToken cancellationToken)
    {
        if (JsonNode.Parse(attachment) is not JsonObject providers || providers.FirstOrDefault().Value is not JsonObject provider
            || provider["Addr"] is not JsonObject address || (string?)address["Network"] != "unix"
            || (string?)address["String"] is not { } socket || (int?)provider["ProtocolVersion"] is not { } protocol)
            return null;

        // Beside the provider's own: what removes that one when this process is killed removes both.
        var own = Path.Combine(Path.GetDirectoryName(socket)!, "terraform");
        address["String"] = own;
        var proxy = new ProviderProxy(socket, protocol, keptSchemas) { Attachment = providers.ToJsonString() };
        proxy._server = await LoopbackServer.StartAsync(
            new LoopbackOptions { Name = "terraform's provider", Socket = own }, proxy.HandleAsync, cancellationToken).ConfigureAwait(false);
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync().ConfigureAwait(false);

        _provider.Dispose();
        await _services.DisposeAsync().ConfigureAwait(false);
    }

    private async Task HandleAsync(HttpContext context)
    {
        if (context.Request.Path == _service)
            await AnswerAsync(context).ConfigureAwait(false);
        else
            await _services.GetRequiredService<IHttpForwarder>().SendAsync(context, "http://provider/", _provider, Grpc).ConfigureAwait(false);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var message = ProviderSchemas.Only(Types, "aws_", await _schemas.Value.ConfigureAwait(false));
        var frame = new byte[FramePrefix + message.Length];
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), (uint)message.Length);
        message.CopyTo(frame, FramePrefix);

        context.Response.ContentType = "application/grpc";
        await context.Response.Body.WriteAsync(frame, context.RequestAborted).ConfigureAwait(false);
        context.Response.AppendTrailer("grpc-status", "0");
    }

    private async Task<byte[]> SchemasAsync(string file)
    {
        if (File.Exists(file))
            return await File.ReadAllBytesAsync(file).ConfigureAwait(false);

        var schemas = await FetchAsync().ConfigureAwait(false);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var temporary = $"{file}.{Guid.NewGuid():N}.tmp";
        await File.WriteAllBytesAsync(temporary, schemas).ConfigureAwait(false);
        File.Move(temporary, file, overwrite: true);
        return schemas;
    }

    /// <summary>All of them, from the provider.</summary>
    private async Task<byte[]> FetchAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://provider{_service}")
        {
            Version = Grpc.Version!,
            VersionPolicy = Grpc.VersionPolicy!.Value,
            Content = new ByteArrayContent(new byte[FramePrefix]),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        using var response = await _provider.SendAsync(request, CancellationToken.None).ConfigureAwait(false);
        var frame = await response.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync().ConfigureAwait(false);
        return frame.Length > FramePrefix
            ? frame[FramePrefix..]
            : throw new InvalidDataException("The provider has not told its schemas.");
    }

    private static async Task<Stream> ConnectAsync(string path, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

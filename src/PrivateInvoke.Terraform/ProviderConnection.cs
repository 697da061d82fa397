using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Forwarder;

namespace PrivateInvoke.Terraform;

/// <summary>One provider process and the way to its socket: gRPC, HTTP/2 without TLS.</summary>
internal sealed class ProviderConnection : IAsyncDisposable
{
    /// <summary>Before each message of gRPC: whether it is compressed, and its length.</summary>
    public const int FramePrefix = 5;

    private static readonly ForwarderRequestConfig Grpc = new()
    {
        Version = HttpVersion.Version20,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        ActivityTimeout = Timeout.InfiniteTimeSpan,
    };

    private readonly HttpMessageInvoker _client;
    private readonly int _protocol;

    private ProviderConnection(ProviderProcess process, string socket, int protocol)
    {
        Process = process;
        Socket = socket;
        _protocol = protocol;
        _client = new HttpMessageInvoker(new SocketsHttpHandler
        {
            UseProxy = false,
            ActivityHeadersPropagator = null,
            ConnectCallback = async (_, cancel) => await ConnectAsync(socket, cancel).ConfigureAwait(false),
        });
    }

    public ProviderProcess Process { get; }

    public string Socket { get; }

    public string GetSchema => $"{Service}/{(_protocol == 5 ? "GetSchema" : "GetProviderSchema")}";

    public string Configure => $"{Service}/{(_protocol == 5 ? "Configure" : "ConfigureProvider")}";

    private string Service => $"/tfplugin{_protocol}.Provider";

    /// <returns>Null, and no process, where it does not listen at a Unix socket.</returns>
    public static async Task<ProviderConnection?> ToAsync(ProviderProcess process)
    {
        if (JsonNode.Parse(process.Attachment) is JsonObject providers && providers.FirstOrDefault().Value is JsonObject provider
            && provider["Addr"] is JsonObject address && (string?)address["Network"] == "unix"
            && (string?)address["String"] is { } socket && (int?)provider["ProtocolVersion"] is { } protocol)
            return new ProviderConnection(process, socket, protocol);

        await process.DisposeAsync().ConfigureAwait(false);
        return null;
    }

    /// <summary>Hands a call of terraform's on.</summary>
    public async Task ForwardAsync(IHttpForwarder forwarder, HttpContext context) =>
        await forwarder.SendAsync(context, "http://provider/", _client, Grpc).ConfigureAwait(false);

    /// <summary>A call without an argument.</summary>
    public async Task<byte[]> CallAsync(string method)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://provider{method}")
        {
            Version = Grpc.Version!,
            VersionPolicy = Grpc.VersionPolicy!.Value,
            Content = new ByteArrayContent(new byte[FramePrefix]),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        using var response = await _client.SendAsync(request, CancellationToken.None).ConfigureAwait(false);
        var frame = await response.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync().ConfigureAwait(false);
        return frame.Length > FramePrefix ? frame[FramePrefix..] : throw new InvalidDataException($"The provider does not answer {method}.");
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await Process.DisposeAsync().ConfigureAwait(false);
    }

    /// <inheritdoc cref="ProviderProcess.LeaveAsync"/>
    public async Task LeaveAsync()
    {
        _client.Dispose();
        await Process.LeaveAsync().ConfigureAwait(false);
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

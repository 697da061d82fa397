using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;

namespace PrivateInvoke.Benchmarks.Load;

/// <summary>A connection that is kept alive, on which the same request is sent when the answer before it is there.</summary>
internal sealed class LoadClient : IDisposable
{
    private static readonly byte[] ContentLength = "\r\nContent-Length: "u8.ToArray();

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[64 * 1024];

    public async Task ConnectAsync(Uri server) => await _socket.ConnectAsync(IPAddress.Loopback, server.Port);

    /// <returns>The status.</returns>
    public async ValueTask<int> SendAsync(ReadOnlyMemory<byte> request, CancellationToken patience)
    {
        await _socket.SendAsync(request, patience);
        var length = 0;
        while (true)
        {
            var count = await _socket.ReceiveAsync(_buffer.AsMemory(length), patience);
            if (count == 0)
                throw new IOException("The server closed the connection.");

            length += count;
            if (Whole(_buffer.AsSpan(0, length)) is { } status)
                return status;
        }
    }

    public void Dispose() => _socket.Dispose();

    /// <returns>The status of an answer that is there to its end.</returns>
    private static int? Whole(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0)
            return null;

        var at = answer[..end].IndexOf(ContentLength);
        var body = at < 0 ? 0 : Number(answer[(at + ContentLength.Length)..]);
        return answer.Length < end + 4 + body ? null : Number(answer["HTTP/1.1 ".Length..]);
    }

    private static int Number(ReadOnlySpan<byte> text) =>
        Utf8Parser.TryParse(text, out int number, out _) ? number : throw new IOException("The answer is no HTTP/1.1.");
}

using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace DummyFunction;

/// <summary>What becomes of a call to somewhere.</summary>
internal static class Outside
{
    /// <returns><c>no answer</c>, what the system says, or the status of an HTTP server.</returns>
    public static async Task<string> ReachAsync(string host, int port, int milliseconds)
    {
        using var patience = new CancellationTokenSource(milliseconds);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(host, port, patience.Token).AsTask().WaitAsync(patience.Token);
            await client.GetStream().WriteAsync(
                Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"GET / HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n")), patience.Token);
            var answer = new byte[12];
            await client.GetStream().ReadExactlyAsync(answer, patience.Token);
            return Encoding.ASCII.GetString(answer);
        }
        catch (OperationCanceledException)
        {
            return "no answer";
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode.ToString();
        }
    }
}

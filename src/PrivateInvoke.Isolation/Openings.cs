using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Isolation;

/// <summary>
/// The ways out. A socket belongs to the network namespace in which it was made, whoever holds it: what listens in here is handed to
/// the host, which answers on it directly. No relay stands in between.
/// </summary>
internal static unsafe class Openings
{
    /// <summary>Unconnected sockets for each port, with which the host can fill a queue in here, so that connects get no answer.</summary>
    private const int Spares = 16;

    public static void HandOver(string path, IReadOnlyList<int> ports)
    {
        var sockets = new List<Socket>();
        foreach (var port in ports)
        {
            var listening = New();
            listening.Bind(new IPEndPoint(IPAddress.Loopback, port));
            listening.Listen(512);
            sockets.Add(listening);
            for (var i = 0; i < Spares; i++)
                sockets.Add(New());
        }

        using var host = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        host.Connect(new UnixDomainSocketEndPoint(path));

        // One message a port: Linux takes 253 descriptors at once.
        foreach (var group in sockets.Chunk(1 + Spares))
            Send(host, group);
        foreach (var socket in sockets)
            socket.Dispose();

        // The host closes when it has taken them; what connects until then waits in the queues.
        host.Receive(new byte[1]);
    }

    private static Socket New() => new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    private static void Send(Socket host, Socket[] sockets)
    {
        // struct cmsghdr: length, level SOL_SOCKET, type SCM_RIGHTS; then the descriptors.
        var control = new byte[16 + (sockets.Length * sizeof(int) + 7) / 8 * 8];
        BinaryPrimitives.WriteInt64LittleEndian(control, 16 + sockets.Length * sizeof(int));
        BinaryPrimitives.WriteInt32LittleEndian(control.AsSpan(8), 1);
        BinaryPrimitives.WriteInt32LittleEndian(control.AsSpan(12), 1);
        for (var i = 0; i < sockets.Length; i++)
            BinaryPrimitives.WriteInt32LittleEndian(control.AsSpan(16 + i * sizeof(int)), (int)sockets[i].Handle);

        byte one = 1;
        fixed (byte* rights = control)
        {
            var part = stackalloc nint[2];
            part[0] = (nint)(&one);
            part[1] = 1;

            // struct msghdr: name, its length, parts, their number, control, its length, flags.
            var message = stackalloc nint[7];
            message[0] = message[1] = message[6] = 0;
            message[2] = (nint)part;
            message[3] = 1;
            message[4] = (nint)rights;
            message[5] = control.Length;
            Native.Check(Native.Send((int)host.Handle, message, 0), "the sockets cannot be handed to the host");
        }
    }
}

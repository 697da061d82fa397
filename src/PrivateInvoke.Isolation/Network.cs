using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Isolation;

/// <summary>
/// A network in which 127.0.0.1 answers and nothing else does. The default route leads to the loopback device, whose other end drops
/// what is not its own: no answer, no ICMP, as from a subnet whose route table leads nowhere. IPv6 has no route, as in a subnet without.
/// </summary>
internal static unsafe class Network
{
    private const short UpAndRunning = 0x41;
    private const ushort RouteIsUp = 1;

    public static void BlackHole()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        var descriptor = (int)socket.Handle;

        // struct ifreq: a name of 16 bytes and what is set.
        Span<byte> request = stackalloc byte[40];
        Encoding.ASCII.GetBytes("lo", request);
        BinaryPrimitives.WriteInt16LittleEndian(request[16..], UpAndRunning);
        Control(descriptor, Native.SetFlags, request, "lo cannot be brought up");

        // Packets that leave need a sender that is no loopback address.
        request.Clear();
        Encoding.ASCII.GetBytes("lo:1", request);
        Address(request[16..], IPAddress.Parse("169.254.76.1"));
        Control(descriptor, Native.SetAddress, request, "lo:1 cannot have an address");
        Address(request[16..], IPAddress.Broadcast);
        Control(descriptor, Native.SetNetmask, request, "lo:1 cannot have a netmask");

        // struct rtentry: destination, gateway and mask at 8, 24 and 40, flags at 56, the device's name at 88.
        Span<byte> route = stackalloc byte[120];
        Address(route[8..], IPAddress.Any);
        Address(route[24..], IPAddress.Any);
        Address(route[40..], IPAddress.Any);
        BinaryPrimitives.WriteUInt16LittleEndian(route[56..], RouteIsUp);
        var device = "lo\0"u8;
        fixed (byte* name = device)
        {
            BinaryPrimitives.WriteInt64LittleEndian(route[88..], (long)name);
            Control(descriptor, Native.AddRoute, route, "there can be no default route");
        }
    }

    /// <summary>struct sockaddr_in.</summary>
    private static void Address(Span<byte> at, IPAddress address)
    {
        BinaryPrimitives.WriteInt16LittleEndian(at, 2);
        address.TryWriteBytes(at[4..], out _);
    }

    private static void Control(int descriptor, int request, Span<byte> argument, string what)
    {
        fixed (byte* at = argument)
            Native.Check(Native.Control(descriptor, (nuint)request, at), what);
    }
}

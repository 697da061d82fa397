using System.Buffers.Binary;
using System.Globalization;
using System.Net.Sockets;

namespace PrivateInvoke.Local.Endpoint;

/// <summary>What Linux tells about a listening socket. Everything here is Linux only.</summary>
internal static class ListenQueue
{
    private const int IpProtoTcp = 6;
    private const int TcpInfo = 11;
    private const int SolSocket = 1;
    private const int SoMemInfo = 55;
    private const string SynSent = "02";

    /// <summary>
    /// A full queue of connections that wait to be accepted makes Linux drop the SYN of the next one: its client gets no answer, as
    /// from a security group that lets nothing through.
    /// </summary>
    public static bool IsFull(Socket listener)
    {
        // struct tcp_info of a listening socket: tcpi_unacked is the queue's length, tcpi_sacked its limit.
        Span<byte> info = stackalloc byte[32];
        listener.GetRawSocketOption(IpProtoTcp, TcpInfo, info);
        return BinaryPrimitives.ReadUInt32LittleEndian(info[24..]) > BinaryPrimitives.ReadUInt32LittleEndian(info[28..]);
    }

    /// <summary>SYNs dropped since the socket was made.</summary>
    public static uint Drops(Socket listener)
    {
        // SK_MEMINFO_DROPS, the last of nine numbers.
        Span<byte> info = stackalloc byte[9 * sizeof(uint)];
        var length = listener.GetRawSocketOption(SolSocket, SoMemInfo, info);
        return length == info.Length ? BinaryPrimitives.ReadUInt32LittleEndian(info[32..]) : 0;
    }

    /// <summary>The sockets, by local address, that try to connect to a port of 127.0.0.1 and have no answer.</summary>
    /// <param name="tables">The folder of the tables <c>tcp</c> and <c>tcp6</c>.</param>
    public static IReadOnlySet<string> Attempts(string tables, int port) =>
        Attempts($"{tables}/tcp", "0100007F", port)
            // .NET's own sockets among others are IPv6 ones that speak IPv4.
            .Concat(Attempts($"{tables}/tcp6", "0000000000000000FFFF00000100007F", port))
            .ToHashSet();

    private static IEnumerable<string> Attempts(string table, string loopback, int port)
    {
        // sl  local_address rem_address   st …
        // 0: 0100007F:9C4E 0100007F:13D9 02 …
        var remote = string.Create(CultureInfo.InvariantCulture, $"{loopback}:{port:X4}");
        return (File.Exists(table) ? File.ReadLines(table) : [])
            .Select(line => line.Split(' ', 6, StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields.Length > 4 && fields[2] == remote && fields[3] == SynSent)
            .Select(fields => fields[1]);
    }
}

using System.Buffers;
using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace PrivateInvoke.Local.Lambda.Api.Streaming;

/// <summary>
/// One message of <c>application/vnd.amazon.eventstream</c>: lengths and their CRC, headers, payload, and the CRC of all of it. The
/// format is described in "Event stream encoding" of the AWS documentation.
/// </summary>
internal static class EventMessage
{
    public const string MediaType = "application/vnd.amazon.eventstream";

    private const int Prelude = 12;
    private const int Crc = 4;
    private const byte StringValue = 7;

    public static void Write(IBufferWriter<byte> writer, string eventType, string contentType, ReadOnlySpan<byte> payload)
    {
        ReadOnlySpan<(string Name, string Value)> headers =
            [(":message-type", "event"), (":event-type", eventType), (":content-type", contentType)];
        var headersLength = 0;
        foreach (var (name, value) in headers)
            headersLength += 1 + name.Length + 1 + 2 + value.Length;

        var length = Prelude + headersLength + payload.Length + Crc;
        var message = writer.GetSpan(length)[..length];
        BinaryPrimitives.WriteInt32BigEndian(message, length);
        BinaryPrimitives.WriteInt32BigEndian(message[4..], headersLength);
        BinaryPrimitives.WriteUInt32BigEndian(message[8..], Crc32.HashToUInt32(message[..8]));
        var rest = message[Prelude..];
        foreach (var (name, value) in headers)
        {
            rest[0] = (byte)name.Length;
            Encoding.ASCII.GetBytes(name, rest[1..]);
            rest = rest[(1 + name.Length)..];
            rest[0] = StringValue;
            BinaryPrimitives.WriteInt16BigEndian(rest[1..], (short)value.Length);
            Encoding.ASCII.GetBytes(value, rest[3..]);
            rest = rest[(3 + value.Length)..];
        }

        payload.CopyTo(rest);
        BinaryPrimitives.WriteUInt32BigEndian(rest[payload.Length..], Crc32.HashToUInt32(message[..^Crc]));
        writer.Advance(length);
    }
}

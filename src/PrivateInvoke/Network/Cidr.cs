using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace PrivateInvoke.Network;

/// <summary>A block of IPv4 or IPv6 addresses: <c>10.0.1.0/24</c>, <c>fd00::/8</c>. Host bits are cleared; a bare address is a block of one.</summary>
public readonly record struct Cidr
{
    /// <summary>0.0.0.0/0</summary>
    public static readonly Cidr AnyV4 = new(0, 0, isV6: false);

    /// <summary>::/0</summary>
    public static readonly Cidr AnyV6 = new(0, 0, isV6: true);

    private readonly UInt128 _first;

    private Cidr(UInt128 address, int length, bool isV6)
    {
        IsV6 = isV6;
        Length = length;
        _first = address & Mask(length, isV6);
    }

    public bool IsV6 { get; }

    /// <summary>Prefix length in bits.</summary>
    public int Length { get; }

    private int Width => IsV6 ? 128 : 32;

    public static bool TryParse(string? text, out Cidr cidr)
    {
        cidr = default;
        if (text is null)
            return false;

        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var address = slash < 0 ? text.AsSpan() : text.AsSpan(0, slash);
        if (!IPAddress.TryParse(address, out var ip) || address.IndexOfAny('%', '[') >= 0)
            return false;

        var isV6 = ip.AddressFamily is AddressFamily.InterNetworkV6;
        // "10.1" and "0x0a000001" are addresses to IPAddress and to nobody at AWS.
        if (!isV6 && address.Count('.') != 3)
            return false;

        var width = isV6 ? 128 : 32;
        var length = width;
        if (slash >= 0 && (!int.TryParse(text.AsSpan(slash + 1), System.Globalization.NumberStyles.None,
                System.Globalization.CultureInfo.InvariantCulture, out length) || length > width))
            return false;

        cidr = new Cidr(Bits(ip), length, isV6);
        return true;
    }

    public static Cidr Parse(string text) =>
        TryParse(text, out var cidr) ? cidr : throw new FormatException($"'{text}' is not an address block such as 10.0.0.0/16.");

    public bool Contains(Cidr other) =>
        IsV6 == other.IsV6 && Length <= other.Length && (other._first & Mask(Length, IsV6)) == _first;

    public bool Contains(IPAddress address) =>
        IsV6 == (address.AddressFamily is AddressFamily.InterNetworkV6) && (Bits(address) & Mask(Length, IsV6)) == _first;

    /// <summary>Blocks are nested or apart, never staggered.</summary>
    public bool Overlaps(Cidr other) => Contains(other) || other.Contains(this);

    /// <summary>The lower and the upper half.</summary>
    public (Cidr Lower, Cidr Upper) Split()
    {
        if (Length == Width)
            throw new InvalidOperationException($"{this} is one address and has no halves.");
        return (new Cidr(_first, Length + 1, IsV6), new Cidr(_first | (UInt128.One << (Width - Length - 1)), Length + 1, IsV6));
    }

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, _first);
        return $"{new IPAddress(IsV6 ? bytes : bytes[12..])}/{Length}";
    }

    private static UInt128 Mask(int length, bool isV6)
    {
        var width = isV6 ? 128 : 32;
        var all = isV6 ? UInt128.MaxValue : uint.MaxValue;
        return length == 0 ? UInt128.Zero : (all << (width - length)) & all;
    }

    private static UInt128 Bits(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var written);
        return written == 4 ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }
}

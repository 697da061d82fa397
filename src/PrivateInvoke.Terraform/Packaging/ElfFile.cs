using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace PrivateInvoke.Terraform.Packaging;

/// <summary>
/// What an ELF program asks of the system: its architecture and the symbol versions of shared libraries (<c>.gnu.version_r</c>). Read
/// through the dynamic segment, which the loader reads too and which no stripping takes away.
/// </summary>
/// <seealso href="https://refspecs.linuxfoundation.org/LSB_5.0.0/LSB-Core-generic/LSB-Core-generic/symversion.html"/>
public sealed record ElfFile(Architecture Architecture, IReadOnlyList<ElfFile.Need> Needs)
{
    private const ulong DynamicStrings = 5;
    private const ulong DynamicNeeds = 0x6ffffffe;
    private const ulong DynamicNeedCount = 0x6fffffff;

    /// <param name="Library"><c>libc.so.6</c></param>
    /// <param name="Version"><c>GLIBC_2.34</c></param>
    public sealed record Need(string Library, string Version);

    /// <summary>The newest <c>GLIBC_x.y</c>; null for none.</summary>
    public Version? NewestGlibc => Needs
        .Where(need => need.Version.StartsWith("GLIBC_", StringComparison.Ordinal))
        .Select(need => Version.TryParse(need.Version["GLIBC_".Length..], out var version) ? version : null)
        .Max();

    /// <exception cref="InvalidDataException">It is not a 64-bit little-endian ELF file, or not a whole one.</exception>
    public static ElfFile Read(ReadOnlySpan<byte> file)
    {
        try
        {
            return ReadWhole(file);
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or OverflowException or IndexOutOfRangeException)
        {
            throw new InvalidDataException("It is an ELF file that ends too early.", e);
        }
    }

    private static ElfFile ReadWhole(ReadOnlySpan<byte> file)
    {
        // 0x7f E L F, class 2: 64 bits, data 1: little-endian.
        if (!file.StartsWith("\u007fELF\u0002\u0001"u8))
            throw new InvalidDataException("It is not a 64-bit ELF program.");

        var architecture = Short(file, 18) switch
        {
            62 => Architecture.X64,
            183 => Architecture.Arm64,
            var other => throw new InvalidDataException($"It is an ELF program for machine {other}, neither x86_64 nor arm64."),
        };
        var segments = Segments(file);
        var dynamic = DynamicEntries(file, segments);
        return new ElfFile(
            architecture,
            dynamic.TryGetValue(DynamicNeeds, out var needs) && dynamic.TryGetValue(DynamicStrings, out var strings)
                ? ReadNeeds(file, Offset(segments, needs), Offset(segments, strings), dynamic.GetValueOrDefault(DynamicNeedCount))
                : []);
    }

    private static List<Segment> Segments(ReadOnlySpan<byte> file)
    {
        var (table, size, count) = (Position(file, 32), Short(file, 54), Short(file, 56));
        var segments = new List<Segment>();
        for (var index = 0; index < count; index++)
        {
            var at = table + (index * size);
            segments.Add(new Segment(Word(file, at), Position(file, at + 8), Long(file, at + 16), Long(file, at + 32)));
        }

        return segments;
    }

    private static Dictionary<ulong, ulong> DynamicEntries(ReadOnlySpan<byte> file, List<Segment> segments)
    {
        var entries = new Dictionary<ulong, ulong>();
        if (segments.Find(segment => segment.Kind == Segment.Dynamic) is not { } dynamic)
            return entries;

        for (var at = dynamic.Offset; at < dynamic.Offset + (long)dynamic.Size && Long(file, at) != 0; at += 16)
            entries[Long(file, at)] = Long(file, at + 8);

        return entries;
    }

    private static List<Need> ReadNeeds(ReadOnlySpan<byte> file, int needs, int strings, ulong count)
    {
        var found = new List<Need>();
        for (var at = needs; count > 0; count--)
        {
            var library = Text(file, strings + Word(file, at + 4));
            var version = at + Word(file, at + 8);
            for (var left = Short(file, at + 2); left > 0; left--)
            {
                found.Add(new Need(library, Text(file, strings + Word(file, version + 8))));
                version += Word(file, version + 12);
            }

            at += Word(file, at + 12);
        }

        return found;
    }

    /// <summary>Where in the file an address of the loaded program is.</summary>
    private static int Offset(List<Segment> segments, ulong address) =>
        segments.Find(segment => segment.Kind == Segment.Load && address >= segment.Address && address - segment.Address < segment.Size) is { } holder
            ? checked((int)(address - holder.Address) + holder.Offset)
            : throw new InvalidDataException("It is an ELF program whose dynamic segment points outside of it.");

    private static int Short(ReadOnlySpan<byte> file, int at) => BinaryPrimitives.ReadUInt16LittleEndian(file[at..]);

    private static int Word(ReadOnlySpan<byte> file, int at) => checked((int)BinaryPrimitives.ReadUInt32LittleEndian(file[at..]));

    private static ulong Long(ReadOnlySpan<byte> file, int at) => BinaryPrimitives.ReadUInt64LittleEndian(file[at..]);

    private static int Position(ReadOnlySpan<byte> file, int at) => checked((int)Long(file, at));

    private static string Text(ReadOnlySpan<byte> file, int at)
    {
        var rest = file[at..];
        return Encoding.UTF8.GetString(rest[..rest.IndexOf((byte)0)]);
    }

    /// <param name="Size">In the file.</param>
    private sealed record Segment(int Kind, int Offset, ulong Address, ulong Size)
    {
        public const int Load = 1;
        public const int Dynamic = 2;
    }
}

using System.Buffers.Binary;
using System.IO.Compression;

namespace PrivateInvoke.Terraform.Packaging;

/// <summary>A zip as Lambda wants it, of which nothing but the files' names and contents changes a byte.</summary>
internal static class DeploymentZip
{
    public const string Bootstrap = "bootstrap";

    private const int DirectoryHeader = 0x02014b50;
    private const byte Unix = 3;

    /// <summary>The oldest that the format can say.</summary>
    private static readonly DateTimeOffset Timestamp = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A regular file, and who may do what with it, where Unix's zip programs put it.</summary>
    private const int Executable = 0x81ED << 16; // -rwxr-xr-x
    private const int Readable = 0x81A4 << 16; // -rw-r--r--

    /// <param name="files">Name in the zip to content.</param>
    public static byte[] Write(IReadOnlyDictionary<string, byte[]> files)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files.OrderBy(file => file.Key, StringComparer.Ordinal))
            {
                var entry = zip.CreateEntry(name, CompressionLevel.SmallestSize);
                entry.LastWriteTime = Timestamp;
                entry.ExternalAttributes = name == Bootstrap ? Executable : Readable;
                using var target = entry.Open();
                target.Write(content);
            }
        }

        var bytes = stream.ToArray();
        MarkAsUnix(bytes, files.Count);
        return bytes;
    }

    /// <summary>On Windows the zip says that it was made there, and then nobody looks at the permissions.</summary>
    private static void MarkAsUnix(Span<byte> zip, int count)
    {
        // The end record is the last 22 bytes; at 16 it says where the directory starts.
        var at = BinaryPrimitives.ReadInt32LittleEndian(zip[^6..]);
        for (; count > 0; count--)
        {
            if (BinaryPrimitives.ReadInt32LittleEndian(zip[at..]) != DirectoryHeader)
                throw new InvalidDataException("The zip's directory is not where its end record says.");

            zip[at + 5] = Unix;
            at += 46 + Length(zip[(at + 28)..]) + Length(zip[(at + 30)..]) + Length(zip[(at + 32)..]);
        }
    }

    private static int Length(ReadOnlySpan<byte> field) => BinaryPrimitives.ReadUInt16LittleEndian(field);
}

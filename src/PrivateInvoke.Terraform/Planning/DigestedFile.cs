using System.Security.Cryptography;

namespace PrivateInvoke.Terraform.Planning;

/// <summary>A file that is its own digest and then its content, so that one that was cut short or changed is as good as none.</summary>
internal static class DigestedFile
{
    /// <returns>Null where there is none that is whole.</returns>
    public static ReadOnlyMemory<byte>? Read(string path)
    {
        try
        {
            var bytes = File.ReadAllBytes(path);
            if (bytes.Length < SHA256.HashSizeInBytes
                || !SHA256.HashData(bytes.AsSpan(SHA256.HashSizeInBytes)).AsSpan().SequenceEqual(bytes.AsSpan(0, SHA256.HashSizeInBytes)))
                return null;

            return bytes.AsMemory(SHA256.HashSizeInBytes);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Whoever reads it meanwhile sees the whole of the old one or of the new one.</summary>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = $"{path}.{Environment.ProcessId}.tmp";
        using (var file = File.Create(temporary))
        {
            file.Write(SHA256.HashData(content));
            file.Write(content);
        }

        File.Move(temporary, path, overwrite: true);
    }
}

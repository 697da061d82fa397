using Google.Protobuf;

namespace PrivateInvoke.Terraform;

/// <summary>
/// What a provider answers to terraform's GetSchema, without the types that a configuration does not name: the AWS provider has some
/// 1,500, which each terraform command reads and decodes anew
/// (https://github.com/hashicorp/terraform/blob/main/docs/plugin-protocol/tfplugin5.proto, GetProviderSchema.Response).
/// </summary>
internal static class ProviderSchemas
{
    /// <summary>Field 1 of a map's entry: its key.</summary>
    private static readonly uint Key = WireFormat.MakeTag(1, WireFormat.WireType.LengthDelimited);

    /// <param name="prefix">Of the provider's types: <c>aws_</c>. What else has a key, such as a function, stays.</param>
    public static byte[] Only(IReadOnlySet<string> types, string prefix, byte[] response)
    {
        using var input = new CodedInputStream(response);
        using var kept = new MemoryStream();
        using var output = new CodedOutputStream(kept, leaveOpen: true);
        while (input.ReadTag() is not 0 and var tag)
        {
            if (WireFormat.GetTagWireType(tag) is not WireFormat.WireType.LengthDelimited)
                throw new InvalidDataException("The provider's schemas are of another protocol.");

            var field = input.ReadBytes();
            if (KeyOf(field) is { } type && type.StartsWith(prefix, StringComparison.Ordinal) && !types.Contains(type))
                continue;

            output.WriteTag(tag);
            output.WriteBytes(field);
        }

        output.Flush();
        return kept.ToArray();
    }

    /// <param name="program">The provider's, whose name has its version.</param>
    public static string FileOf(string program, string folder)
    {
        var file = new FileInfo(program);
        return Path.Combine(folder, $"{file.Name}-{file.Length}-{file.LastWriteTimeUtc.Ticks}.pb");
    }

    /// <summary>From the file, or from the provider into the file.</summary>
    public static async Task<byte[]> ReadAsync(string file, ProviderConnection provider)
    {
        if (File.Exists(file))
            return await File.ReadAllBytesAsync(file).ConfigureAwait(false);

        var schemas = await provider.CallAsync(provider.GetSchema).ConfigureAwait(false);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var temporary = $"{file}.{Guid.NewGuid():N}.tmp";
        await File.WriteAllBytesAsync(temporary, schemas).ConfigureAwait(false);
        File.Move(temporary, file, overwrite: true);
        return schemas;
    }

    private static string? KeyOf(ByteString field)
    {
        using var entry = field.CreateCodedInput();
        return entry.ReadTag() == Key ? entry.ReadString() : null;
    }
}

namespace PrivateInvoke.Terraform.Packaging;

/// <summary>A package that was made.</summary>
public sealed record FunctionZip
{
    /// <summary>The project's name.</summary>
    public required string Name { get; init; }

    public required string Path { get; init; }

    public required PackageRuntime Runtime { get; init; }

    /// <summary><c>linux-x64</c></summary>
    public required string RuntimeIdentifier { get; init; }

    public required long ZipBytes { get; init; }

    /// <summary>What Lambda unpacks.</summary>
    public required long UnpackedBytes { get; init; }

    /// <summary>Lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The newest symbol version of glibc that it needs; null for none.</summary>
    public Version? Glibc { get; init; }

    /// <summary>What the compiler and the trimmer warned of.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}

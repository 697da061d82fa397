using System.Security.Cryptography;

namespace PrivateInvoke.Machine.Signatures;

/// <summary>
/// SHA-256, alone and with a key. What OpenSSL looks up and allocates for each single hash is kept
/// with the thread for the next one: it takes longer than the hash of so short a text.
/// </summary>
internal static class ThreadHash
{
    [ThreadStatic]
    private static IncrementalHash? _hash;

    [ThreadStatic]
    private static (byte[] Key, IncrementalHash Hash)? _keyed;

    /// <param name="hash">Gets 32 bytes.</param>
    public static void Write(ReadOnlySpan<byte> text, Span<byte> hash) =>
        Write(_hash ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256), text, hash);

    /// <summary>HMAC.</summary>
    /// <param name="key">It stays the same object, and is not changed.</param>
    /// <param name="hash">Gets 32 bytes.</param>
    public static void Write(byte[] key, ReadOnlySpan<byte> text, Span<byte> hash)
    {
        if (_keyed is not { } keyed || !ReferenceEquals(keyed.Key, key))
        {
            _keyed?.Hash.Dispose();
            _keyed = keyed = (key, IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key));
        }

        Write(keyed.Hash, text, hash);
    }

    private static void Write(IncrementalHash of, ReadOnlySpan<byte> text, Span<byte> hash)
    {
        of.AppendData(text);
        of.GetHashAndReset(hash);
    }
}

using System.Collections.Concurrent;

namespace PrivateInvoke.Local.Endpoint.Signatures;

/// <summary>
/// Authorization headers that were found right, without their signatures: a client sends the same again and again for a day, so it is
/// parsed once. The signature is checked each time.
/// </summary>
internal sealed class KnownHeaders
{
    private const int Most = 1000;

    private readonly ConcurrentDictionary<string, AuthorizationHeader> _known;
    private readonly ConcurrentDictionary<string, AuthorizationHeader>.AlternateLookup<ReadOnlySpan<char>> _byStart;

    public KnownHeaders()
    {
        _known = new ConcurrentDictionary<string, AuthorizationHeader>(StringComparer.Ordinal);
        _byStart = _known.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <returns>What the header says, but for its signature, which are its last characters; null where it has to be parsed.</returns>
    public AuthorizationHeader? Find(string header) =>
        header.Length > AuthorizationHeader.SignatureLength && _byStart.TryGetValue(Start(header), out var known) ? known : null;

    public void Keep(string header, AuthorizationHeader said)
    {
        if (!header.EndsWith($"Signature={said.Signature}", StringComparison.Ordinal))
            return;

        // Days and regions are the client's to choose: what it makes up must not fill the memory.
        if (_known.Count >= Most)
            _known.Clear();
        _byStart[Start(header)] = said;
    }

    private static ReadOnlySpan<char> Start(string header) => header.AsSpan(0, header.Length - AuthorizationHeader.SignatureLength);
}

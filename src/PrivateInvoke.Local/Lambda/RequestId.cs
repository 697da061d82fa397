namespace PrivateInvoke.Local.Lambda;

/// <summary>What Lambda calls an invoke: <c>8f507cfc-1a2b-4697-b07a-ac58fc914c95</c>, a UUID.</summary>
internal static class RequestId
{
    public static string New()
    {
        Span<byte> random = stackalloc byte[16];
        // It has to differ, not to be secret: Guid.NewGuid asks the system, for each invoke.
        Random.Shared.NextBytes(random);
        random[6] = (byte)((random[6] & 0x0F) | 0x40);
        random[8] = (byte)((random[8] & 0x3F) | 0x80);
        return new Guid(random, bigEndian: true).ToString();
    }
}

using PrivateInvoke.Local.Lambda.Runtime;

namespace PrivateInvoke.Local.Lambda.Environments;

/// <summary>An X-Ray trace header, not sampled: <c>Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=0</c>.</summary>
internal static class TraceId
{
    /// <summary>The client's own, or a new one where that could be no header.</summary>
    public static string Of(string? given, TimeProvider time) => given is not null && HeaderText.IsPlain(given) ? given : New(time);

    public static string New(TimeProvider time)
    {
        Span<byte> random = stackalloc byte[20];
        // It has to differ, not to be secret.
        Random.Shared.NextBytes(random);
        return string.Create(
            null,
            stackalloc char[96],
            $"Root=1-{time.GetUtcNow().ToUnixTimeSeconds():x8}-{Convert.ToHexStringLower(random[..12])};Parent={Convert.ToHexStringLower(random[12..])};Sampled=0");
    }
}

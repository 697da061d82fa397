using System.Security.Cryptography;
using System.Text;

namespace PrivateInvoke.Explorer.Report;

/// <summary>The one stylesheet, inline, and the policy that admits it by its hash and nothing else.</summary>
internal static class Style
{
    /// <summary>More hops than a path has.</summary>
    private const int Numbers = 40;

    public static string Sheet { get; } = Read();

    public static string Element { get; } = $"<style>{Sheet}</style>";

    /// <summary>No script, no request, no frame, no form.</summary>
    public static string Policy { get; } =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Sheet)))}'; base-uri 'none'; form-action 'none'";

    private static string Read()
    {
        using var reader = new StreamReader(typeof(Style).Assembly.GetManifestResourceStream("explorer.css")!);
        return reader.ReadToEnd() + Together();
    }

    /// <summary>Hover or focus on a hop lights everything of its number: the station, what decides it, its line and its finding.</summary>
    private static string Together() => string.Concat(Enumerable.Range(0, Numbers).Select(number =>
        $".path:has(.h{number}:is(:hover,:focus-visible,:target)) .h{number}{{--lit:var(--glow)}}\n"));
}

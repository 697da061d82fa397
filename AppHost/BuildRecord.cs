using System.Reflection;

namespace AppHost;

/// <summary>What the build knew and wrote into this assembly.</summary>
internal static class BuildRecord
{
    private static readonly ILookup<string, string> Metadata = typeof(BuildRecord).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .ToLookup(attribute => attribute.Key, attribute => attribute.Value ?? "");

    /// <summary><c>real</c> or <c>stand-ins</c>.</summary>
    public static string Packages => Metadata["Packages"].FirstOrDefault("real");

    /// <summary>Function project to its built program: <c>Caller</c> to <c>…/Caller.dll</c>.</summary>
    public static IReadOnlyDictionary<string, string> Programs { get; } = Metadata
        .Where(entry => entry.Key.StartsWith("Function:", StringComparison.Ordinal))
        .ToDictionary(entry => entry.Key["Function:".Length..], entry => entry.First(), StringComparer.OrdinalIgnoreCase);

    public static string Version => typeof(BuildRecord).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";
}

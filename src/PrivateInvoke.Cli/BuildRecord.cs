using System.Reflection;

namespace PrivateInvoke.Cli;

/// <summary>What the build knew and wrote into this assembly.</summary>
internal static class BuildRecord
{
    private static readonly ILookup<string, string> Metadata = typeof(BuildRecord).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .ToLookup(attribute => attribute.Key, attribute => attribute.Value ?? "");

    /// <summary><c>real</c> or <c>stand-ins</c>: what functions are built on, and so what is in their zips.</summary>
    public static string Packages => Metadata["Packages"].FirstOrDefault("real");

    public static bool HasRealPackages => Packages == "real";

    /// <summary>The folder that all sources are in.</summary>
    public static string Sources => Metadata["Sources"].FirstOrDefault("");

    /// <summary>Function project to its file: <c>Caller</c> to <c>…/Caller.csproj</c>.</summary>
    public static IReadOnlyDictionary<string, string> Projects { get; } = Named("Project:");

    /// <summary>Function project to its built program: <c>Caller</c> to <c>…/Caller.dll</c>.</summary>
    public static IReadOnlyDictionary<string, string> Programs { get; } = Named("Function:");

    /// <summary>The package's, without the commit that follows it: <c>0.1.0-alpha.0.42</c>.</summary>
    public static string Version => typeof(BuildRecord).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0";

    private static Dictionary<string, string> Named(string prefix) => Metadata
        .Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal))
        .ToDictionary(entry => entry.Key[prefix.Length..], entry => entry.First(), StringComparer.OrdinalIgnoreCase);
}

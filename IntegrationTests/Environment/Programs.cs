using System.Reflection;
using System.Runtime.InteropServices;

namespace PrivateInvoke.IntegrationTests.Environment;

/// <summary>What the build made, and the tools that a test may need.</summary>
internal static class Programs
{
    private static readonly Dictionary<string, string> Metadata = typeof(Programs).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .GroupBy(attribute => attribute.Key)
        .ToDictionary(group => group.Key, group => group.First().Value!);

    public static string AppHost => Metadata["Program:AppHost"];

    public static string Caller => Metadata["Program:Caller"];

    public static string Callee => Metadata["Program:Callee"];

    /// <summary>Both functions, by their projects' names.</summary>
    public static IReadOnlyDictionary<string, string> Functions { get; } = new Dictionary<string, string> { ["Caller"] = Caller, ["Callee"] = Callee };

    /// <summary>The command line, private-invoke.</summary>
    public static string Cli => Metadata["Program:private-invoke"];

    public static string DummyFunction => Metadata["Program:DummyFunction"];

    /// <summary>Whether this build has stand-ins in place of AWS's packages.</summary>
    public static bool HasStandIns => Metadata["Packages"] != "real";

    public static string Repository => Metadata["Repository"];

    /// <summary>The dotnet that runs this test.</summary>
    public static string Dotnet { get; } = Path.GetFullPath(Path.Combine(
        RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));

    /// <summary>Skips the test, saying why, where a tool is not on PATH.</summary>
    public static string Require(string tool)
    {
        var path = Find(tool);
        Assert.SkipWhen(path is null, $"{tool} is not on PATH.");
        return path!;
    }

    public static string? Find(string tool) =>
        (System.Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, tool))
            .FirstOrDefault(File.Exists);
}

using System.Diagnostics;
using PrivateInvoke.IntegrationTests.Environment;

namespace PrivateInvoke.IntegrationTests.Packaging;

/// <summary>All packages of this repository, packed once for the tests that install them, and the folder that is their feed.</summary>
public sealed class PackedFeed : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("private-invoke-packages-").FullName;
    private readonly Lazy<Task> _packed;

    public PackedFeed() => _packed = new(PackAsync);

    public string Folder => Path.Combine(_folder, "feed");

    /// <summary>Of this run alone: no cache has another package of it.</summary>
    public string Version { get; } = $"0.1.0-smoke.n{Guid.NewGuid():N}";

    /// <summary>How long it took to pack them all, from nothing.</summary>
    public TimeSpan Elapsed { get; private set; }

    public Task PackedAsync(CancellationToken cancel) => _packed.Value.WaitAsync(cancel);

    public IReadOnlyList<string> Packages => [.. Directory.EnumerateFiles(Folder, "*.nupkg").Order(StringComparer.Ordinal)];

    public string PackageOf(string id) => Path.Combine(Folder, $"{id}.{Version}.nupkg");

    public void Dispose() => TestFolder.Delete(_folder);

    private async Task PackAsync()
    {
        Directory.CreateDirectory(Folder);
        var started = Stopwatch.GetTimestamp();
        // …/bin/Debug/net10.0/private-invoke.dll
        var configuration = Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(Programs.Cli)))!;
        // A build folder of its own: the repository's own build must not refer to these packages.
        await using var pack = RunningProgram.Start(
            Programs.Dotnet,
            [
                "pack", Path.Combine(Programs.Repository, "PrivateInvoke.slnx"), "--configuration", configuration, "--output", Folder,
                "--artifacts-path", Path.Combine(_folder, "build"), $"-p:MinVerVersionOverride={Version}", "-nodeReuse:false", "-v:quiet",
                // They have looked at the same sources when the tests were built.
                "-p:RunAnalyzers=false",
            ],
            _folder,
            new Dictionary<string, string?> { ["DOTNET_NOLOGO"] = "1" });
        var exitCode = await pack.ExitCodeAsync(CancellationToken.None);

        Assert.True(exitCode == 0, $"dotnet pack: exit code {exitCode}. It printed:\n{pack.Output}");
        Elapsed = Stopwatch.GetElapsedTime(started);
    }
}

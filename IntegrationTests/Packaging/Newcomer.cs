using System.Diagnostics;
using PrivateInvoke.IntegrationTests.Environment;

namespace PrivateInvoke.IntegrationTests.Packaging;

/// <summary>Somebody without this repository: an empty folder, the packed packages, and the machine's own feed for everything else.</summary>
internal sealed class Newcomer : IDisposable
{
    private readonly PackedFeed _feed;

    private Newcomer(PackedFeed feed) => _feed = feed;

    public string Folder { get; } = Directory.CreateTempSubdirectory("newcomer-").FullName;

    public string Version => _feed.Version;

    public static async Task<Newcomer> ArriveAsync(PackedFeed feed, CancellationToken cancel)
    {
        await feed.PackedAsync(cancel);
        var newcomer = new Newcomer(feed);
        // What this machine has restored before is read where it is. Nothing is added to it.
        var machine = System.Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        newcomer.Write("nuget.config", $"""
            <configuration>
              <packageSources><add key="packed" value="{feed.Folder}" /></packageSources>
              <fallbackPackageFolders><add key="machine" value="{Directory.CreateDirectory(machine).FullName}" /></fallbackPackageFolders>
            </configuration>
            """);
        newcomer.Write("global.json", """{ "test": { "runner": "Microsoft.Testing.Platform" } }""");
        return newcomer;
    }

    public string PathOf(string relative) => Path.Combine(Folder, relative);

    public void Write(string relative, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(relative))!);
        File.WriteAllText(PathOf(relative), text);
    }

    /// <summary>A configuration of IntegrationTests/Cases, which are made from public reports.</summary>
    public void CopyCase(string name, string folder)
    {
        Directory.CreateDirectory(PathOf(folder));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Programs.Repository, "IntegrationTests", "Cases", name)))
            File.Copy(file, Path.Combine(PathOf(folder), Path.GetFileName(file)));
    }

    /// <summary>What a person types; the test's output has the time.</summary>
    public async Task<(int ExitCode, string Printed)> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        await using var running = RunningProgram.Start(program, arguments, Folder, Own(new Dictionary<string, string?>()));
        var exitCode = await running.ExitCodeAsync(cancel);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{Path.GetFileName(program)} {string.Join(' ', arguments)}: {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s, exit code {exitCode}");
        return (exitCode, running.Output);
    }

    /// <summary>What goes on until it is disposed of.</summary>
    public RunningProgram Start(string program, params IReadOnlyList<string> arguments) =>
        RunningProgram.Start(program, arguments, Folder, Own(new Dictionary<string, string?>()));

    /// <returns>The program <c>private-invoke</c>, installed from the packed packages and nothing else.</returns>
    public async Task<string> InstallToolAsync(CancellationToken cancel)
    {
        // The tool brings everything: no other feed is asked.
        Write("only-packed.config", $"""<configuration><packageSources><clear /><add key="packed" value="{_feed.Folder}" /></packageSources></configuration>""");
        var (exitCode, printed) = await RunAsync(
            Programs.Dotnet, ["tool", "install", "PrivateInvoke.Tool", "--version", Version, "--tool-path", "tools", "--configfile", "only-packed.config"], cancel);
        Assert.True(exitCode == 0, $"Exit code {exitCode}. It printed:\n{printed}");
        return PathOf(OperatingSystem.IsWindows() ? "tools/private-invoke.exe" : "tools/private-invoke");
    }

    /// <summary>A step of a pipeline, in the shell that GitHub's runner starts for <c>shell: bash</c>.</summary>
    public async Task<(int ExitCode, string Printed)> ScriptAsync(
        string bash, string script, IReadOnlyDictionary<string, string?> environment, CancellationToken cancel)
    {
        Write("step.sh", script);
        await using var running = RunningProgram.Start(bash, ["--noprofile", "--norc", "-eo", "pipefail", PathOf("step.sh")], Folder, Own(environment));
        return (await running.ExitCodeAsync(cancel), running.Output);
    }

    private Dictionary<string, string?> Own(IReadOnlyDictionary<string, string?> more) => new(more)
    {
        ["NUGET_PACKAGES"] = PathOf("packages"),
        ["DOTNET_ROOT"] = Path.GetDirectoryName(Programs.Dotnet),
        ["DOTNET_NOLOGO"] = "1",
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        ["MSBUILDDISABLENODEREUSE"] = "1",
    };

    public void Dispose() => TestFolder.Delete(Folder);
}

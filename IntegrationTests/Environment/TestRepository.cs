using System.IO.Compression;

namespace PrivateInvoke.IntegrationTests.Environment;

/// <summary>
/// A repository of the test's own, with a copy of infra/ in it. It is shared by all tests, so that an unchanged infra/ is planned once,
/// as it is for a person; a test that changes infra/ takes a copy.
/// </summary>
public sealed class TestRepository : IDisposable
{
    private static int _copies;

    private readonly Lazy<Task<FunctionPackages>> _packages;

    public TestRepository()
    {
        _packages = new(() => FunctionPackages.MakeAsync(System.IO.Path.Combine(Path, "packages")));
        Directory.CreateDirectory(System.IO.Path.Combine(Path, ".git"));
        Copy(System.IO.Path.Combine(Programs.Repository, "infra"), Infra);
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("private-invoke-").FullName;

    public string Infra => System.IO.Path.Combine(Path, "infra");

    public string SeedPort => System.IO.Path.Combine(Infra, "examples", "seed-port");

    /// <summary>A copy of infra/ with one file changed; the change must change something.</summary>
    public string InfraWith(string file, Func<string, string> change)
    {
        var copy = System.IO.Path.Combine(Path, $"infra-{Interlocked.Increment(ref _copies)}");
        Copy(Infra, copy);
        var path = System.IO.Path.Combine(copy, file);
        var before = File.ReadAllText(path);
        var after = change(before);
        Assert.NotEqual(before, after);
        File.WriteAllText(path, after);
        return copy;
    }

    /// <summary>Made by the first test that asks; another one's end does not stop it.</summary>
    public Task<FunctionPackages> PackagesAsync(CancellationToken cancel)
    {
        Programs.Require("terraform");
        return _packages.Value.WaitAsync(cancel);
    }

    /// <summary>An executable shell script; skips the test where there is no shell.</summary>
    public string Script(string name, string text)
    {
        var path = System.IO.Path.Combine(Path, name);
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("It needs a shell script.");
            return path;
        }

        File.WriteAllText(path, $"#!/bin/sh\n{text}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    /// <summary>A function's zip for a control plane, which stores it and does not run it.</summary>
    public string Package()
    {
        var path = System.IO.Path.Combine(Path, $"{Guid.NewGuid():N}.zip");
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        using var bootstrap = new StreamWriter(zip.CreateEntry("bootstrap").Open());
        bootstrap.Write("#!/bin/sh\n");
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var relative = System.IO.Path.GetRelativePath(from, file);
            if (relative.Split(System.IO.Path.DirectorySeparatorChar).Contains(".terraform"))
                continue;

            var target = System.IO.Path.Combine(to, relative);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}

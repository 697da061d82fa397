using System.Collections.Concurrent;
using System.IO.Compression;
using PrivateInvoke.Terraform;
using PrivateInvoke.Terraform.Answers;
using PrivateInvoke.Terraform.Planning;

namespace PrivateInvoke.IntegrationTests.Environment;

/// <summary>
/// A repository of the test's own, with a copy of infra/ in it. It is shared by all tests, so that an unchanged infra/ is planned once,
/// as it is for a person; a test that changes infra/ takes a copy.
/// </summary>
public sealed class TestRepository : IAsyncDisposable
{
    private static int _copies;

    private readonly Lazy<Task<FunctionPackages>> _packages;
    private readonly Lazy<string> _package;
    private readonly Lazy<Task> _planned;
    private readonly Lazy<string> _counted;
    private readonly ConcurrentBag<KeptPlanner> _planners = [];

    public TestRepository()
    {
        _packages = new(() => FunctionPackages.MakeAsync(System.IO.Path.Combine(Path, "packages")));
        _package = new(MakePackage);
        _planned = new(PlanAsync);
        _counted = new(() => Script("counted-terraform", $"echo \"$@\" >> \"${{PWD%%/artifacts/*}}/runs\"\nexec '{Programs.Require("terraform")}' \"$@\""));
        Directory.CreateDirectory(System.IO.Path.Combine(Path, ".git"));
        Copy(System.IO.Path.Combine(Programs.Repository, "infra"), Infra);
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("private-invoke-").FullName;

    public string Infra => System.IO.Path.Combine(Path, "infra");

    public string Artifacts => System.IO.Path.Combine(Path, "artifacts");

    /// <summary>Where a registry's providers are kept: one of them is 700 MB.</summary>
    public string Plugins => System.IO.Path.Combine(Artifacts, "terraform", "plugins");

    /// <summary>A terraform that writes its arguments into the file <c>runs</c> beside the artifacts that it works in.</summary>
    public string CountedTerraform => _counted.Value;

    public string SeedPort => System.IO.Path.Combine(Infra, "examples", "seed-port");

    /// <summary>
    /// A repository for one program that leaves something in <c>artifacts/</c>, so that several can run side by side. What this one has
    /// planned, and what it knows of providers, is known there too.
    /// </summary>
    public string Desk()
    {
        var desk = System.IO.Path.Combine(Path, "desks", $"{Interlocked.Increment(ref _copies)}");
        Directory.CreateDirectory(System.IO.Path.Combine(desk, ".git"));
        if (OperatingSystem.IsWindows())
            return desk;

        var artifacts = System.IO.Path.Combine(desk, "artifacts");
        ShareProviders(artifacts);
        foreach (var root in new[] { Infra, SeedPort })
            Link(PlansOf(Artifacts, root), PlansOf(artifacts, root));

        return desk;
    }

    /// <summary>Has programs with other artifacts know what is known here of providers.</summary>
    public void ShareProviders(string artifacts)
    {
        foreach (var known in new[] { "schemas", "plugins", "providers" })
            Link(System.IO.Path.Combine(Artifacts, "terraform", known), System.IO.Path.Combine(artifacts, "terraform", known));
    }

    /// <summary>A copy of infra/ in a desk: beside its artifacts, as infra/ is beside the repository's.</summary>
    public string InfraAt(string desk)
    {
        var copy = System.IO.Path.Combine(desk, "infra");
        Copy(Infra, copy);
        return copy;
    }

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

    /// <summary>Plans infra/ as a host does: those that start at the same time would each plan it.</summary>
    public Task PlannedAsync(CancellationToken cancel) => _planned.Value.WaitAsync(cancel);

    /// <summary>An executable shell script; skips the test where there is no shell.</summary>
    public string Script(string name, string text) => ShellScript.Write(System.IO.Path.Combine(Path, name), text);

    /// <summary>A function's zip for a control plane, which stores it and does not run it.</summary>
    public string Package() => _package.Value;

    /// <summary>Does what needs a planner with one that others have left: its provider is there already, whatever root module it was for.</summary>
    public async Task<T> WithPlannerAsync<T>(Func<KeptPlanner, Task<T>> work)
    {
        var planner = _planners.TryTake(out var left) ? left : new KeptPlanner();
        try
        {
            return await work(planner);
        }
        finally
        {
            _planners.Add(planner);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var planner in _planners)
            await planner.DisposeAsync();
        TestFolder.Delete(Path);
    }

    private Task<PlannedConfiguration> PlanAsync() => WithPlannerAsync(planner =>
        planner.PlanAsync(new PlanRequest { Directory = Infra, Artifacts = Artifacts }, progress: null, CancellationToken.None));

    private string MakePackage()
    {
        var path = System.IO.Path.Combine(Path, "stored.zip");
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        using var bootstrap = new StreamWriter(zip.CreateEntry("bootstrap").Open());
        bootstrap.Write("#!/bin/sh\n");
        return path;
    }

    private static string PlansOf(string artifacts, string root) => System.IO.Path.Combine(Workspace.For(artifacts, root).Folder, "plans");

    private static void Link(string kept, string link)
    {
        Directory.CreateDirectory(kept);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(link)!);
        Directory.CreateSymbolicLink(link, kept);
    }

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

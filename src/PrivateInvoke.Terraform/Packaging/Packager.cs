using System.Security.Cryptography;

namespace PrivateInvoke.Terraform.Packaging;

/// <summary>Publishes function projects and zips them. The same sources and SDK give the same bytes.</summary>
public static class Packager
{
    /// <param name="progress">A line a step.</param>
    /// <exception cref="ProblemException">
    /// A project does not publish, the toolchain that was asked for is not there, or what was made would not start in Lambda.
    /// </exception>
    public static async Task<IReadOnlyList<FunctionZip>> PackageAsync(PackageRequest request, IProgress<string>? progress, CancellationToken cancel)
    {
        using var only = await WorkspaceLock.TakeAsync(request.BuildFolder, request.Time, progress: null, cancel);
        var made = new List<FunctionZip>();
        foreach (var job in request.Jobs)
        {
            var runtime = await RuntimeAsync(job, request, progress, cancel);
            progress?.Report($"{job.Name}: dotnet publish, {Name(runtime)}, {job.RuntimeIdentifier}");
            // What one way of compiling leaves behind is not the other's input.
            var own = request with { BuildFolder = Path.Combine(request.BuildFolder, Name(runtime)) };
            made.Add(await PackageAsync(job, own, runtime, cancel));
        }

        return made;
    }

    /// <summary>As the command line writes it.</summary>
    public static string Name(PackageRuntime runtime) => runtime is PackageRuntime.Aot ? "aot" : "ready-to-run";

    private static async Task<PackageRuntime> RuntimeAsync(PackageJob job, PackageRequest request, IProgress<string>? progress, CancellationToken cancel)
    {
        if (request.Runtime is PackageRuntime.ReadyToRun)
            return PackageRuntime.ReadyToRun;

        if (await NativeToolchain.ProbeAsync(job.Architecture, request.BuildFolder, cancel) is not NativeToolchain.NotFound { Why: var why })
            return PackageRuntime.Aot;

        if (request.Runtime is PackageRuntime.Aot)
            throw new ProblemException(
                $"{job.Name} cannot be compiled to native code here: {why}.",
                "Install clang (or gcc) and the C library's development files, or package with --runtime ready-to-run.");

        progress?.Report($"{job.Name}: no native code, since {why}");
        return PackageRuntime.ReadyToRun;
    }

    private static async Task<FunctionZip> PackageAsync(PackageJob job, PackageRequest request, PackageRuntime runtime, CancellationToken cancel)
    {
        var output = Path.Combine(request.BuildFolder, "out", job.Name);
        // A publish that was interrupted leaves half of what it compiles, and the SDK takes it for whole for ever.
        if (!Directory.Exists(output))
            Drop(Path.Combine(request.BuildFolder, "obj", Path.GetFileNameWithoutExtension(job.Project)));
        Drop(output);
        Directory.CreateDirectory(request.BuildFolder);
        IReadOnlyList<string> warnings;
        try
        {
            warnings = await PublishCommand.RunAsync(job, request, runtime, output, cancel);
        }
        catch
        {
            Drop(output);
            throw;
        }

        var files = await ReadAsync(output, Path.GetFileNameWithoutExtension(job.Project), cancel);
        if (!files.TryGetValue(DeploymentZip.Bootstrap, out var program))
            throw new ProblemException($"{job.Project} publishes no program.", "Package an executable project: <OutputType>Exe</OutputType>, with the assembly called after it.");

        var elf = BootstrapCheck.Check(job, program);
        var zip = DeploymentZip.Write(files);
        await ReplaceAsync(job.Zip, zip, cancel);
        return new FunctionZip
        {
            Name = job.Name,
            Path = job.Zip,
            Runtime = runtime,
            RuntimeIdentifier = job.RuntimeIdentifier,
            ZipBytes = zip.Length,
            UnpackedBytes = files.Values.Sum(file => (long)file.Length),
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(zip)),
            Glibc = elf.NewestGlibc,
            Warnings = warnings,
        };
    }

    private static void Drop(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    private static async Task<Dictionary<string, byte[]>> ReadAsync(string output, string program, CancellationToken cancel)
    {
        var files = new Dictionary<string, byte[]>();
        foreach (var file in Directory.EnumerateFiles(output, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(output, file).Replace(Path.DirectorySeparatorChar, '/');
            files[name == program ? DeploymentZip.Bootstrap : name] = await File.ReadAllBytesAsync(file, cancel);
        }

        return files;
    }

    /// <summary>Written beside and moved: an apply never finds half a package, and a full disk leaves the last one as it was.</summary>
    private static async Task ReplaceAsync(string path, byte[] zip, CancellationToken cancel)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            await File.WriteAllBytesAsync(temporary, zip, cancel);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}

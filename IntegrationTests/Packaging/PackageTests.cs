using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using PrivateInvoke.IntegrationTests.Environment;
using PrivateInvoke.Terraform.Packaging;

namespace PrivateInvoke.IntegrationTests.Packaging;

/// <summary>The verb <c>package</c>, and the real compiler behind it. That the programs answer is in Clouds.</summary>
public sealed class PackageTests(TestRepository repository)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Native compilations, which take minutes: CI asks for this test and the next.</summary>
    [Fact(Timeout = 3_600_000, Explicit = true)]
    public async Task Both_functions_are_packaged_without_a_warning_and_start_in_Lambda()
    {
        var packages = await repository.PackagesAsync(Cancel);

        foreach (var zip in new[] { packages.Caller, packages.Callee })
        {
            using var archive = ZipFile.OpenRead(zip);
            var bootstrap = Assert.Single(archive.Entries, entry => entry.FullName == "bootstrap");
            Assert.Equal(Convert.ToInt32("100755", 8), (bootstrap.ExternalAttributes >> 16) & 0xFFFF);
            var elf = ElfFile.Read(await ContentAsync(bootstrap));
            Assert.Equal(RuntimeInformation.OSArchitecture, elf.Architecture);
            Assert.True(elf.NewestGlibc <= BootstrapCheck.Glibc, $"{elf.NewestGlibc}");
            Assert.Contains($"sha256 {Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(zip, Cancel)))}", packages.Said, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("warning", packages.Said, StringComparison.OrdinalIgnoreCase);
    }

    [Fact(Timeout = 3_600_000, Explicit = true)]
    public async Task The_same_sources_in_another_folder_give_the_same_bytes()
    {
        var packages = await repository.PackagesAsync(Cancel);
        var runtime = packages.Said.Contains("  aot for", StringComparison.Ordinal) ? PackageRuntime.Aot : PackageRuntime.ReadyToRun;
        var sources = FunctionSources.CopyTo(Path.Combine(repository.Path, "sources of somebody else"));

        var again = await Packager.PackageAsync(FunctionSources.Request(sources, "Callee", Path.Combine(repository.Path, "again.zip"), runtime), null, Cancel);

        Assert.Equal(await File.ReadAllBytesAsync(packages.Callee, Cancel), await File.ReadAllBytesAsync(Assert.Single(again).Path, Cancel));
    }

    [Fact(Timeout = 900_000)]
    public async Task A_build_on_stand_ins_refuses_to_package_unless_it_is_allowed()
    {
        Assert.SkipUnless(Programs.HasStandIns, "This feed carries the real packages.");

        var error = await ErrorOfAsync("package");

        Assert.Contains("stand-ins", error[0], StringComparison.Ordinal);
        Assert.Contains("--allow-stand-ins", error[1], StringComparison.Ordinal);
    }

    [Fact(Timeout = 900_000)]
    public async Task Native_code_that_cannot_be_linked_here_is_refused_with_what_is_missing()
    {
        var terraform = Programs.Require("terraform");

        var error = await ErrorOfAsync(
            new Dictionary<string, string?> { ["PATH"] = repository.Path },
            "package", "--allow-stand-ins", "--runtime", "aot", "--terraform", terraform, "--output", repository.Path);

        Assert.Contains(OperatingSystem.IsLinux() ? "neither clang nor gcc is on PATH" : "is linked on Linux", error[0], StringComparison.Ordinal);
        Assert.Contains("--runtime ready-to-run", error[1], StringComparison.Ordinal);
    }

    [Fact(Timeout = 900_000)]
    public async Task What_the_compiler_says_is_in_the_error()
    {
        var folder = Directory.CreateDirectory(Path.Combine(repository.Path, "broken-project")).FullName;
        await File.WriteAllTextAsync(
            Path.Combine(folder, "Broken.csproj"),
            """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>""",
            Cancel);
        await File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), "var parcel = 1\n", Cancel);
        var job = new PackageJob("Broken", Path.Combine(folder, "Broken.csproj"), Path.Combine(folder, "b.zip"), RuntimeInformation.OSArchitecture);

        var problem = await Assert.ThrowsAsync<ProblemException>(() => Packager.PackageAsync(
            new PackageRequest { Jobs = [job], Runtime = PackageRuntime.ReadyToRun, Sources = folder, BuildFolder = Path.Combine(folder, "build") }, null, Cancel));

        Assert.Contains("Program.cs(1,15): error CS1002: ; expected", problem.Problem, StringComparison.Ordinal);
        Assert.Contains("Broken.log", problem.Remedy, StringComparison.Ordinal);
        Assert.False(File.Exists(job.Zip));
    }

    private static async Task<byte[]> ContentAsync(ZipArchiveEntry entry)
    {
        using var content = new MemoryStream();
        await using (var stream = entry.Open())
            await stream.CopyToAsync(content, Cancel);
        return content.ToArray();
    }

    private Task<string[]> ErrorOfAsync(params string[] arguments) => ErrorOfAsync([], arguments);

    private async Task<string[]> ErrorOfAsync(Dictionary<string, string?> environment, params string[] arguments)
    {
        await using var program = RunningProgram.Start(Programs.Dotnet, [Programs.Cli, .. arguments], repository.Path, environment);
        var exitCode = await program.ExitCodeAsync(Cancel);

        Assert.True(exitCode == 2, $"Exit code {exitCode}. It printed:\n{program.Output}");
        return program.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^2..];
    }
}

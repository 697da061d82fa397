using System.Runtime.InteropServices;
using PrivateInvoke.Terraform.Packaging;
using PrivateInvoke.UnitTests.Terraform;

namespace PrivateInvoke.UnitTests.Packaging;

public sealed class PublishTests
{
    private static readonly PackageJob Job = new("Caller", "/src/Caller.csproj", "/out/caller.zip", Architecture.Arm64);

    private static readonly PackageRequest Request = new() { Jobs = [Job], Sources = "/src/", BuildFolder = "/build" };

    [Fact]
    public void Native_code_is_published_for_the_functions_architecture_with_nothing_of_the_machine_in_it()
    {
        var arguments = PublishArguments.Of(Job, Request, PackageRuntime.Aot, "/o");

        Assert.Equal(
            ["publish", "/src/Caller.csproj", "--configuration", "Release", "--runtime", "linux-arm64", "--artifacts-path", "/build", "--output", "/o"],
            arguments.Take(10));
        Assert.Contains("-p:PublishAot=true", arguments);
        Assert.Contains("-p:PathMap=/src=/_", arguments);
        Assert.Contains("-p:IncludeSourceRevisionInInformationalVersion=false", arguments);
        Assert.DoesNotContain(arguments, argument => argument.Contains("ReadyToRun", StringComparison.Ordinal));
    }

    [Fact]
    public void ReadyToRun_is_one_trimmed_file_that_brings_its_runtime()
    {
        var arguments = PublishArguments.Of(Job, Request, PackageRuntime.ReadyToRun, "/o");

        Assert.Superset(
            new HashSet<string> { "-p:SelfContained=true", "-p:PublishSingleFile=true", "-p:PublishReadyToRun=true", "-p:PublishTrimmed=true" },
            arguments.ToHashSet());
        Assert.DoesNotContain("-p:PublishAot=true", arguments);
    }

    [Fact]
    public void A_property_may_hold_what_MSBuild_takes_for_the_end_of_one()
    {
        var request = Request with { Sources = "/a,b;c%", Properties = new Dictionary<string, string> { ["FeedHasAwsLambda"] = "true" } };

        var arguments = PublishArguments.Of(Job, request, PackageRuntime.Aot, "/o");

        Assert.Contains("-p:PathMap=/a%2Cb%3Bc%25=/_", arguments);
        Assert.Contains("-p:FeedHasAwsLambda=true", arguments);
    }

    [Theory(Timeout = 180_000)]
    [InlineData("echo 'No .NET SDKs were found.'; exit 145", "there is no .NET SDK", "Install the .NET 10 SDK")]
    [InlineData("echo 'A compatible .NET SDK was not found.'; exit 155", "there is no .NET SDK", "global.json")]
    [InlineData("echo 'error MSB3021: Unable to copy file. No space left on device'; exit 1", "No space left on device", "Caller.log")]
    [InlineData("exit 137", "exit code 137", "Caller.log")]
    public async Task A_publish_that_fails_says_why_and_leaves_the_last_package(string dotnet, string problem, string remedy)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "It needs a shell script.");
        using var folder = new TemporaryFolder();
        var zip = folder.Write("caller.zip", "the last one");
        var request = new PackageRequest
        {
            Jobs = [Job with { Zip = zip }],
            Runtime = PackageRuntime.ReadyToRun,
            Sources = folder.Path,
            BuildFolder = folder.At("build"),
            Dotnet = folder.Script("dotnet", dotnet),
        };

        var thrown = await Assert.ThrowsAsync<ProblemException>(() => Packager.PackageAsync(request, null, TestContext.Current.CancellationToken));

        Assert.Contains(problem, thrown.Problem, StringComparison.Ordinal);
        Assert.Contains(remedy, thrown.Remedy, StringComparison.Ordinal);
        Assert.Equal("the last one", await File.ReadAllTextAsync(zip, TestContext.Current.CancellationToken));
    }

    [Fact(Timeout = 180_000)]
    public async Task What_a_publish_that_did_not_end_well_has_compiled_is_not_used_by_the_next()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "It needs a shell script.");
        using var folder = new TemporaryFolder();
        var compiled = folder.At("build/ready-to-run/obj/Caller");
        var request = new PackageRequest
        {
            Jobs = [Job],
            Runtime = PackageRuntime.ReadyToRun,
            Sources = folder.Path,
            BuildFolder = folder.At("build"),
            Dotnet = folder.Script("dotnet", $"if [ -e '{compiled}/half' ]; then echo 'error A1: half'; else echo 'error A2: nothing'; fi; mkdir -p '{compiled}'; touch '{compiled}/half'; exit 1"),
        };
        await Assert.ThrowsAsync<ProblemException>(() => Packager.PackageAsync(request, null, TestContext.Current.CancellationToken));
        Assert.True(File.Exists(Path.Combine(compiled, "half")));

        var again = await Assert.ThrowsAsync<ProblemException>(() => Packager.PackageAsync(request, null, TestContext.Current.CancellationToken));

        Assert.Contains("error A2: nothing", again.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/src/Caller/Program.cs(3,5): error CS1002: ; expected [/src/Caller/Caller.csproj]", "Caller/Program.cs(3,5): error CS1002: ; expected")]
    [InlineData("CSC : error CS5001: Program does not contain a static 'Main' method [/src/c.csproj]", "CSC : error CS5001: Program does not contain a static 'Main' method")]
    [InlineData("/src/a.csproj : error NU1101: Unable to find package X. [/src/PrivateInvoke.slnx]", "a.csproj : error NU1101: Unable to find package X.")]
    [InlineData("clang : error : linker command failed with exit code 1 [/src/a.csproj]", "clang : error : linker command failed with exit code 1")]
    [InlineData("error MSB1009: Project file does not exist.", "error MSB1009: Project file does not exist.")]
    public void An_error_is_told_once_and_from_the_sources_folder(string line, string error)
    {
        var output = new PublishOutput("/src");

        output.Add(line);
        output.Add(line);

        Assert.Equal([error], output.Errors);
        Assert.Empty(output.Others);
    }

    [Theory]
    [InlineData("ILC : Trim analysis warning IL2026: A.B(): Using member 'C' [/src/a.csproj]")]
    [InlineData("/src/B.cs(6): AOT analysis warning IL3050: A.B(): Using member 'C' [/src/a.csproj]")]
    [InlineData("/packages/AWSSDK.Core.dll : warning IL2104: Assembly 'AWSSDK.Core' produced trim warnings. [/src/a.csproj]")]
    public void A_trimmers_warning_is_kept(string line)
    {
        var output = new PublishOutput("/src");

        output.Add(line);

        Assert.Single(output.Warnings);
    }

    [Theory]
    [InlineData("  Caller -> /build/out/Caller.dll")]
    [InlineData("    0 Error(s)")]
    [InlineData("  Generating native code")]
    public void What_is_neither_is_neither(string line)
    {
        var output = new PublishOutput("/src");

        output.Add(line);

        Assert.Empty(output.Errors);
        Assert.Empty(output.Warnings);
    }
}

using System.Runtime.InteropServices;
using CliWrap;
using CliWrap.Buffered;

namespace PrivateInvoke.Terraform.Packaging;

/// <summary>Whether this machine can link native code for Lambda.</summary>
public abstract record NativeToolchain
{
    private const string Source = "int main(void) { return 0; }";

    /// <summary>The compilers that the .NET SDK takes, in its order.</summary>
    private static readonly string[] Compilers = ["clang", "gcc"];

    private NativeToolchain()
    {
    }

    public sealed record Found(string Compiler) : NativeToolchain;

    /// <param name="Why">A clause: <c>neither clang nor gcc is on PATH</c>.</param>
    public sealed record NotFound(string Why) : NativeToolchain;

    public static async Task<NativeToolchain> ProbeAsync(Architecture target, string scratch, CancellationToken cancel)
    {
        if (!OperatingSystem.IsLinux())
            return new NotFound($"native code for Linux is linked on Linux, and this is {RuntimeInformation.OSDescription}");

        if (RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal))
            return new NotFound("this system's C library is musl, and Lambda's is glibc");

        if (RuntimeInformation.OSArchitecture != target)
            return new NotFound($"the functions are for {target} and this machine is {RuntimeInformation.OSArchitecture}");

        var found = Compilers.Select(Find).FirstOrDefault(path => path is not null);
        return found is null
            ? new NotFound($"neither {string.Join(" nor ", Compilers)} is on PATH")
            : await LinkAsync(found, scratch, cancel);
    }

    /// <summary>A compiler may be there without the C library's files or without its linker: only linking tells.</summary>
    private static async Task<NativeToolchain> LinkAsync(string compiler, string scratch, CancellationToken cancel)
    {
        Directory.CreateDirectory(scratch);
        var program = Path.Combine(scratch, $"probe-{Guid.NewGuid():N}");
        try
        {
            var result = await Cli.Wrap(compiler)
                .WithArguments(["-x", "c", "-", "-o", program, "-fuse-ld=bfd", "-pie", "-pthread", "-ldl", "-lrt", "-lm"])
                .WithEnvironmentVariables(variables => variables.Set("LC_ALL", "C"))
                .WithStandardInputPipe(PipeSource.FromString(Source))
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync(cancel);
            var last = result.StandardError.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).LastOrDefault();
            return result.IsSuccess && File.Exists(program)
                ? new Found(compiler)
                : new NotFound($"{compiler} cannot link a program: {last ?? $"it ended with exit code {result.ExitCode}"}");
        }
        finally
        {
            File.Delete(program);
        }
    }

    private static string? Find(string name) =>
        (System.Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
}

using System.Reflection;
using CliWrap;
using CliWrap.Buffered;
using PrivateInvoke.Local.Lambda;

namespace PrivateInvoke.Benchmarks.Load;

/// <summary><c>benchmarks/EchoFunction</c>, published: the same for whatever stands in front of it.</summary>
internal static class PublishedFunction
{
    /// <returns>The program, or why this machine cannot publish it so.</returns>
    public static async Task<(string? Program, string? WhyNot)> PublishAsync(bool aot)
    {
        var folder = Path.Combine(Metadata("Artifacts"), aot ? "aot" : "jit");
        var result = await Cli.Wrap("dotnet")
            .WithArguments(
            [
                "publish", Metadata("EchoFunction"), "-c", "Release", "-v", "quiet", "-o", folder, "--use-current-runtime",
                aot ? "-p:PublishAot=true" : "-p:SelfContained=false",
            ])
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync();
        var program = Path.Combine(folder, OperatingSystem.IsWindows() ? "bootstrap.exe" : "bootstrap");
        return result.ExitCode == 0 && File.Exists(program) ? (program, null) : (null, result.StandardOutput + result.StandardError);
    }

    public static FunctionCode CodeOf(string program) => new FunctionCode.Process(program, [], Path.GetDirectoryName(program)!);

    private static string Metadata(string key) => typeof(PublishedFunction).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}

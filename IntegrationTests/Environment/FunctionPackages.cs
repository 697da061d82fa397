using System.Runtime.InteropServices;

namespace PrivateInvoke.IntegrationTests.Environment;

/// <summary>Both functions, packaged as a person packages them, for the architecture of this machine.</summary>
/// <param name="Said">What <c>package</c> printed.</param>
public sealed record FunctionPackages(string Caller, string Callee, string Said)
{
    /// <summary>What Lambda calls this machine's architecture: containers of another one would be emulated.</summary>
    public static string Architecture => RuntimeInformation.OSArchitecture is System.Runtime.InteropServices.Architecture.Arm64 ? "arm64" : "x86_64";

    /// <summary>For a control plane, which stores it and does not run it.</summary>
    public static FunctionPackages Stored(string zip) => new(zip, zip, "");

    /// <summary>Compiles in the repository's own build folder, so that unchanged functions are compiled once and not once a run.</summary>
    public static async Task<FunctionPackages> MakeAsync(string folder)
    {
        await using var package = Host.Run(
            Programs.Repository, "package", "--allow-stand-ins", "--output", folder, "--var", $"architecture={Architecture}");
        var exitCode = await package.ExitCodeAsync(CancellationToken.None);

        Assert.True(exitCode == 0, $"Exit code {exitCode}. It printed:\n{package.Output}");
        return new FunctionPackages(Path.Combine(folder, "caller.zip"), Path.Combine(folder, "callee.zip"), package.Output);
    }
}

using System.Globalization;
using PrivateInvoke.Terraform.Packaging;

namespace AppHost;

/// <summary><c>package [--runtime aot|ready-to-run]</c></summary>
internal static class PackageVerb
{
    public static async Task<int> RunAsync(HostOptions host, PackageOptions options, CancellationToken cancel)
    {
        Packages.RequireRealPackages(options);
        var configuration = await Plans.PlanAsync(host, cancel);
        foreach (var zip in await Packages.MakeAsync(host, options, configuration.Plan, cancel))
        {
            var glibc = zip.Glibc is { } version ? $", glibc {version} or newer" : "";
            Screen.Line($"{Path.GetRelativePath(Directory.GetCurrentDirectory(), zip.Path)}");
            Screen.Line($"  {Packager.Name(zip.Runtime)} for {zip.RuntimeIdentifier}, {Megabytes(zip.ZipBytes)} ({Megabytes(zip.UnpackedBytes)} unpacked){glibc}");
            Screen.Line($"  sha256 {zip.Sha256}");
        }

        return ExitCode.Success;
    }

    private static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB");
}

using System.Runtime.InteropServices;
using PrivateInvoke.IntegrationTests.Environment;
using PrivateInvoke.Terraform.Packaging;

namespace PrivateInvoke.IntegrationTests.Packaging;

/// <summary>What the functions are built from, somewhere else.</summary>
internal static class FunctionSources
{
    private static readonly string[] Folders = ["Functions", "ServiceDefaults", "eng", "standins"];
    private static readonly string[] Generated = ["bin", "obj"];

    public static string CopyTo(string target)
    {
        var files = Directory.EnumerateFiles(Programs.Repository)
            .Concat(Folders.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Programs.Repository, folder), "*", SearchOption.AllDirectories)));
        foreach (var file in files)
        {
            var relative = Path.GetRelativePath(Programs.Repository, file);
            if (relative.Split(Path.DirectorySeparatorChar).Intersect(Generated).Any())
                continue;

            var copy = Path.Combine(target, relative);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return target;
    }

    public static PackageRequest Request(string sources, string function, string zip, PackageRuntime runtime) => new()
    {
        Jobs = [new PackageJob(function, Path.Combine(sources, "Functions", function, $"{function}.csproj"), zip, RuntimeInformation.OSArchitecture)],
        Runtime = runtime,
        Sources = sources,
        BuildFolder = Path.Combine(sources, "artifacts", "publish"),
        Properties = new Dictionary<string, string> { ["FeedHasAwsLambda"] = Programs.HasStandIns ? "false" : "true", ["FeedHasAspire"] = "false" },
    };
}

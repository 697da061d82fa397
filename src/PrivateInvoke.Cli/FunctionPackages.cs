using PrivateInvoke.Plan;
using PrivateInvoke.Terraform.Packaging;

namespace PrivateInvoke.Cli;

/// <summary>The functions' packages.</summary>
internal static class FunctionPackages
{
    /// <summary>Makes the package of every planned function that one of this build's projects is the code of.</summary>
    /// <exception cref="ProblemException">Stand-ins are not allowed, or a package cannot be made.</exception>
    public static async Task<IReadOnlyList<FunctionZip>> MakeAsync(RootModule module, PackageOptions options, PlanDocument plan, CancellationToken cancel)
    {
        RequireRealPackages(options);
        if (BuildRecord.Projects.Values.FirstOrDefault(file => !File.Exists(file)) is { } missing)
            throw new ProblemException($"'{missing}' is not there, so its function cannot be published.", "Run it where the sources are.");

        var request = new PackageRequest
        {
            Jobs = PackageJobs.Of(plan, BuildRecord.Projects, module.Directory, options.Output),
            Runtime = options.Runtime,
            Sources = BuildRecord.Sources,
            BuildFolder = Path.Combine(module.Artifacts, "publish"),
            Properties = new Dictionary<string, string>
            {
                // The packages that this build stands on, and no other question to the feed.
                ["FeedHasAwsLambda"] = BuildRecord.HasRealPackages ? "true" : "false",
                ["FeedHasAspire"] = "false",
                ["FeedHasAspireAws"] = "false",
            },
        };
        var made = await module.Terminal.ProgressAsync("Packaging", step => Packager.PackageAsync(request, new Steps(step), cancel));
        foreach (var warning in made.SelectMany(zip => zip.Warnings).Distinct())
            module.Terminal.Warning(warning);

        return made;
    }

    /// <summary>Before anything else is done.</summary>
    public static void RequireRealPackages(PackageOptions options)
    {
        if (!BuildRecord.HasRealPackages && !options.AllowStandIns)
            throw new ProblemException(
                "This build has stand-ins in place of Amazon.Lambda.* and AWSSDK.Lambda: what it packages is not meant for AWS.",
                "Build with a package feed that carries them (eng/standins/README.md), or say --allow-stand-ins to try it elsewhere.");
    }

    private sealed class Steps(Action<string> step) : IProgress<string>
    {
        public void Report(string value) => step(value);
    }
}

using Aspire.Hosting.AWS.Deployment.Services;
using Aspire.Hosting.AWS.Lambda;

namespace AppHost;

/// <summary>Makes for Aspire's pipelines the zips that <c>package</c> makes.</summary>
internal sealed class AspirePackager(HostOptions options) : ILambdaDeploymentPackager
{
    public async Task<LambdaDeploymentPackagerResult> CreateDeploymentPackageAsync(
        LambdaProjectResource lambdaFunction, string outputDirectory, CancellationToken cancellationToken)
    {
        var made = await MakeAsync(options, new PackageOptions(), cancellationToken);
        return made.FirstOrDefault(zip => zip.Name.Equals(lambdaFunction.Name, StringComparison.OrdinalIgnoreCase)) is { } zip
            ? new LambdaDeploymentPackagerResult { Success = true, LocalLocation = zip.Path }
            : new LambdaDeploymentPackagerResult { Success = false };
    }

    /// <summary>Where the plan looks for them.</summary>
    public static IReadOnlyList<string> Zips(HostOptions options) =>
        [.. BuildRecord.Programs.Keys.Select(name => Path.Combine(options.Repository, "artifacts", "packages", $"{name.ToLowerInvariant()}.zip"))];

    /// <summary>Those that are newer than the functions' builds are theirs.</summary>
    public static async Task MakeMissingAsync(HostOptions options, CancellationToken cancel)
    {
        var built = BuildRecord.Programs.Values.Max(File.GetLastWriteTimeUtc);
        if (Zips(options).All(zip => File.Exists(zip) && File.GetLastWriteTimeUtc(zip) >= built))
            return;

        await MakeAsync(options, new PackageOptions { Runtime = PrivateInvoke.Packaging.PackageRuntime.ReadyToRun, AllowStandIns = true }, cancel);
    }

    private static async Task<IReadOnlyList<PrivateInvoke.Packaging.FunctionZip>> MakeAsync(HostOptions options, PackageOptions package, CancellationToken cancel) =>
        await Packages.MakeAsync(options, package, (await Plans.PlanAsync(options, cancel)).Plan, cancel);
}

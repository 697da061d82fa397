using Aspire.Hosting.AWS.Deployment.Services;
using Aspire.Hosting.AWS.Lambda;
using PrivateInvoke.Terraform.Packaging;

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

    /// <summary>Where infra/ looks for them.</summary>
    public static IReadOnlyList<string> Zips(HostOptions options) =>
        [.. BuildRecord.Programs.Keys.Select(name => Path.GetFullPath($"../artifacts/packages/{name.ToLowerInvariant()}.zip", options.Infra))];

    /// <summary>Those that are newer than the functions' builds are theirs.</summary>
    public static async Task MakeMissingAsync(HostOptions options, CancellationToken cancel)
    {
        var plan = (await Plans.PlanAsync(options, cancel)).Plan;
        var built = BuildRecord.Programs.Values.Max(File.GetLastWriteTimeUtc);
        if (PackageJobs.Of(plan, BuildRecord.Projects, options.Infra).All(job => File.Exists(job.Zip) && File.GetLastWriteTimeUtc(job.Zip) >= built))
            return;

        await MakeAsync(options, new PackageOptions { Runtime = PackageRuntime.ReadyToRun, AllowStandIns = true }, cancel);
    }

    private static async Task<IReadOnlyList<FunctionZip>> MakeAsync(HostOptions options, PackageOptions package, CancellationToken cancel) =>
        await Packages.MakeAsync(options, package, (await Plans.PlanAsync(options, cancel)).Plan, cancel);
}

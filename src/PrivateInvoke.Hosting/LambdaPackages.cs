using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PrivateInvoke;
using PrivateInvoke.Plan;
using PrivateInvoke.Terraform.Deployment;
using PrivateInvoke.Terraform.Packaging;

namespace Aspire.Hosting;

/// <summary>
/// The zips of the model's projects that the plan has functions of, where the plan looks for them: the ones that
/// <c>private-invoke package</c> makes. An apply makes them before it plans.
/// </summary>
/// <remarks>
/// Attributes of the AppHost's assembly say what the publish has to know: <c>AssemblyMetadata("Packages", "stand-ins")</c> that the
/// functions stand on no packages of AWS's, and <c>AssemblyMetadata("Publish:NAME", "VALUE")</c> a further MSBuild property.
/// </remarks>
internal sealed class LambdaPackages(Assembly? appHost, IServiceProvider services)
{
    private const string PropertyPrefix = "Publish:";

    private readonly ILookup<string, string> _metadata = (appHost?.GetCustomAttributes<AssemblyMetadataAttribute>() ?? [])
        .ToLookup(attribute => attribute.Key, attribute => attribute.Value ?? "");

    private readonly DistributedApplicationModel _model = services.GetRequiredService<DistributedApplicationModel>();
    private readonly ILogger _logger = services.GetRequiredService<ILogger<LambdaPackages>>();

    /// <summary><c>real</c>, or <c>stand-ins</c> for those of AWS.</summary>
    public string Kind => _metadata["Packages"].FirstOrDefault("real");

    /// <summary>Makes the zip of one project.</summary>
    /// <returns>Its path; null where no root module plans a function of the project.</returns>
    public async Task<string?> MakeAsync(string project, CancellationToken cancel)
    {
        foreach (var infra in _model.Resources.OfType<TerraformResource>())
        {
            var deployment = await services.GetRequiredService<TerraformDeployments>().GetAsync(infra, cancel);
            var plan = (await deployment.CheckAsync(cancel)).Configuration.Plan;
            var jobs = JobsOf(plan, deployment.Options.Root).Where(job => job.Project == project).ToList();
            if (jobs.Count == 0)
                continue;

            await MakeAsync(jobs, deployment.Options.Target is DeploymentTarget.Endpoint, cancel);
            return jobs[0].Zip;
        }

        return null;
    }

    /// <summary>Makes what a plan names. At an emulator, zips that are newer than the functions' builds are used as they are.</summary>
    /// <exception cref="ProblemException">The functions stand on stand-ins and go to an account, or one of them does not publish.</exception>
    public Task MakeAsync(PlanDocument plan, string root, bool isEmulator, CancellationToken cancel) =>
        MakeAsync(JobsOf(plan, root), isEmulator, cancel);

    private IReadOnlyList<PackageJob> JobsOf(PlanDocument plan, string root)
    {
        var projects = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var function in _model.Resources.OfType<ProjectResource>())
        {
            var project = function.GetProjectMetadata().ProjectPath;
            projects.TryAdd(Path.GetFileNameWithoutExtension(project), project);
            projects.TryAdd(function.Name, project);
        }

        return PackageJobs.AreIn(plan, projects) ? PackageJobs.Of(plan, projects, root) : [];
    }

    private async Task MakeAsync(IReadOnlyList<PackageJob> jobs, bool isEmulator, CancellationToken cancel)
    {
        if (isEmulator)
            jobs = [.. jobs.Where(job => !IsFresh(job))];
        if (jobs.Count == 0)
            return;

        var allows = services.GetRequiredService<IConfiguration>().GetValue<bool>("PrivateInvoke:AllowStandIns");
        if (Kind != "real" && !isEmulator && !allows)
        {
            throw new ProblemException(
                "This build has stand-ins in place of Amazon.Lambda.* and AWSSDK.Lambda: what it packages is not meant for AWS.",
                "Build with a package feed that carries them (eng/standins/README.md), or set PrivateInvoke:AllowStandIns to true to try it elsewhere.");
        }

        var request = new PackageRequest
        {
            Jobs = jobs,
            Runtime = isEmulator ? PackageRuntime.ReadyToRun : null,
            Sources = AppHostFolders.Sources(services),
            BuildFolder = Path.Combine(AppHostFolders.Artifacts(services), "publish"),
            Properties = _metadata.Where(entry => entry.Key.StartsWith(PropertyPrefix, StringComparison.Ordinal))
                .ToDictionary(entry => entry.Key[PropertyPrefix.Length..], entry => entry.First()),
        };
        var made = await Packager.PackageAsync(request, new Steps(_logger), cancel);
        foreach (var warning in made.SelectMany(zip => zip.Warnings).Distinct())
            _logger.LogWarning("{Warning}", warning);
    }

    private static bool IsFresh(PackageJob job)
    {
        if (!File.Exists(job.Zip))
            return false;

        var bin = Path.Combine(Path.GetDirectoryName(job.Project)!, "bin");
        var program = $"{Path.GetFileNameWithoutExtension(job.Project)}.dll";
        var made = File.GetLastWriteTimeUtc(job.Zip);
        return !Directory.Exists(bin)
            || Directory.EnumerateFiles(bin, program, SearchOption.AllDirectories).All(build => File.GetLastWriteTimeUtc(build) <= made);
    }

    private sealed class Steps(ILogger logger) : IProgress<string>
    {
        public void Report(string value) => logger.LogInformation("{Step}", value);
    }
}

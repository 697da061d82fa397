using System.Runtime.InteropServices;
using PrivateInvoke.Cloud;
using PrivateInvoke.Network;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Terraform.Packaging;

/// <summary>What a plan's functions need: each that a project is the code of, with the file and the architecture that the plan gives it.</summary>
public static class PackageJobs
{
    /// <param name="projects">Project name to project file.</param>
    /// <param name="folder">Where the zips go; null: where the plan looks for them.</param>
    /// <exception cref="ProblemException">No function of the plan has a project, or two of them want one file to be two things.</exception>
    public static IReadOnlyList<PackageJob> Of(PlanDocument plan, IReadOnlyDictionary<string, string> projects, string infra, string? folder = null)
    {
        var jobs = plan.OfType("aws_lambda_function")
            .Select(function => JobOf(function, projects, infra, folder))
            .OfType<PackageJob>()
            .Distinct()
            .OrderBy(job => job.Zip, StringComparer.Ordinal)
            .ToList();
        if (jobs.Count == 0)
            throw new ProblemException(
                $"'{infra}' plans no function that is packaged from one of the projects {string.Join(", ", projects.Keys.Order())}.",
                "Call a function's package file or its module after the project, as in filename = \"…/caller.zip\".");

        if (jobs.GroupBy(job => job.Zip).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ProblemException(
                $"'{twice.Key}' would have to be {string.Join(" and ", twice.Select(job => $"{job.Name} for {job.RuntimeIdentifier}"))}.",
                "Give each of these functions a package file of its own.");

        return jobs;
    }

    /// <summary>Whether there is anything to package.</summary>
    public static bool AreIn(PlanDocument plan, IReadOnlyDictionary<string, string> projects) =>
        plan.OfType("aws_lambda_function").Any(function => JobOf(function, projects, Path.GetTempPath(), null) is not null);

    private static PackageJob? JobOf(PlannedResource function, IReadOnlyDictionary<string, string> projects, string infra, string? folder)
    {
        // A function of a container image or of an object in S3 has no file here.
        if (function.Values.Text("filename").Text() is not { } package || FunctionProject.Of(function, projects.Keys) is not { } name)
            return null;

        var architecture = function.Values.Texts("architectures").Members().FirstOrDefault()?.Text() is "arm64" ? Architecture.Arm64 : Architecture.X64;
        var zip = folder is null ? Path.GetFullPath(package, infra) : Path.GetFullPath(Path.GetFileName(package), Path.GetFullPath(folder));
        return new PackageJob(name, projects[name], zip, architecture);
    }
}

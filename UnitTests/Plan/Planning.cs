using PrivateInvoke.Terraform.Planning;

namespace PrivateInvoke.UnitTests.Plan;

/// <summary>With the real terraform where there is one.</summary>
internal static class Planning
{
    public static Task<PlannedConfiguration> Async(PlanRequest request, CancellationToken cancellationToken) =>
        new Planner().PlanAsync(request, null, cancellationToken);

    public static void SkipWithoutTerraform()
    {
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, OperatingSystem.IsWindows() ? "terraform.exe" : "terraform")));
        Assert.SkipUnless(onPath, "terraform is not on PATH.");
    }
}

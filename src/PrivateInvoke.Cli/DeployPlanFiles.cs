using System.Text.Json;
using PrivateInvoke.Paths;
using PrivateInvoke.Terraform.Deployment;

namespace PrivateInvoke.Cli;

/// <summary>The files that <c>deploy --plan-only</c> leaves for a reviewer.</summary>
internal static class DeployPlanFiles
{
    public static async Task WriteAsync(Terminal terminal, StackScreen screen, string name, string folder, DeploymentPlan plan, CancellationToken cancel)
    {
        Directory.CreateDirectory(folder);
        var json = await screen.RunAsync(
            $"Writing to {folder}", deployment => deployment.ShowAsync(plan, (shown, token) => shown.ValueAsync(token).AsTask(), cancel));
        await using (var file = new FileStream(Path.Combine(folder, "plan.json"), Private()))
        await using (var writer = new Utf8JsonWriter(file))
            json.WriteTo(writer);

        await File.WriteAllTextAsync(Path.Combine(folder, "verdict.json"), JsonReport.Write(plan.Paths), cancel);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "summary.md"), PlanSummary.Write(name, screen.Place, plan.Stack, plan.Paths), cancel);
        terminal.Line($"plan.json, verdict.json and summary.md are in {folder}. plan.json holds sensitive values in clear.");
    }

    private static FileStreamOptions Private()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        return options;
    }
}

using System.Text.Json;
using PrivateInvoke.Terraform.Deployment;
using PrivateInvoke.Paths;
using PrivateInvoke.Terraform.Stacks;

namespace AppHost;

/// <summary>What <c>deploy --plan-only</c> leaves for whoever reviews it.</summary>
internal static class DeployPlanFiles
{
    public static async Task WriteAsync(
        string folder, StackOptions stack, StackPlan plan, IReadOnlyList<InvokePath> paths, CancellationToken cancel)
    {
        Directory.CreateDirectory(folder);
        var json = await new Stack(stack).ShowAsync(plan, (shown, token) => shown.ValueAsync(token).AsTask(), cancel);
        await using (var file = new FileStream(Path.Combine(folder, "plan.json"), Private()))
        await using (var writer = new Utf8JsonWriter(file))
            json.WriteTo(writer);

        await File.WriteAllTextAsync(Path.Combine(folder, "verdict.json"), JsonReport.Write(paths), cancel);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "summary.md"), PlanSummary.Write(stack.Name, StackScreen.Place(stack), plan, paths), cancel);
        Screen.Line($"plan.json, verdict.json and summary.md are in {folder}. plan.json holds sensitive values in clear.");
    }

    private static FileStreamOptions Private()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        return options;
    }
}
